/**
 * What carries the discs of a device from spot to spot: a changer, or nothing at all.
 *
 * @module
 */

import type { Spot } from "./places.ts";

/** What is seen of a spot. */
export interface Sighting {
  readonly spot: Spot;
  /** Something is in it; `undefined` when nobody can look now: then it is as it was. */
  readonly full: boolean | undefined;
  readonly barcode: string | null;
  /** Where its disc came from last. */
  readonly source: Spot | undefined;
  /** A mail slot that an operator has filled. */
  readonly byOperator: boolean;
  /** What is wrong with it, in words. */
  readonly trouble: string | undefined;
}

/** Who the changer is. */
export interface CarrierFacts {
  /** `VENDOR PRODUCT REV`; `null` without a changer. */
  readonly model: string | null;
  readonly serial: string | null;
  /** What the users should know, each one sentence without a final period. */
  readonly notices: readonly string[];
  /** Drives that have no element: their number and why. */
  readonly lost: ReadonlyMap<number, string>;
  /** Drives that are surely the ones they are taken for. */
  readonly sure: ReadonlySet<number>;
}

/** Carries discs. Calls are made one after the other. */
export interface Carrier {
  /** It can move discs at all. */
  readonly moves: boolean;
  /** Begins, also anew after the way to the changer was lost. `serials`: of the drives that told theirs. */
  start(serials: ReadonlyMap<number, string | null>): Promise<CarrierFacts>;
  /** All spots. `initialize`: the changer looks at them anew first. */
  look(initialize?: boolean): Promise<Sighting[]>;
  /** Carries a disc. */
  carry(from: Spot, to: Spot): Promise<void>;
  /** Locks or unlocks doors and mail slots; `false` where that cannot be done. */
  lock(locked: boolean): Promise<boolean>;
  /** Gives the changer back. */
  close(): Promise<void>;
}
