/**
 * What moves discs, as the device engine sees it. Calls are made one after the other.
 *
 * @module
 */

import type { Element, Inventory } from "../../smc/element.ts";

/** Who it is. */
export interface RobotFacts {
  /** `VENDOR PRODUCT REV`. */
  readonly model: string;
  readonly serial: string | null;
}

/** A robot on a thread of its own. */
export interface Robot {
  /** The name as given. */
  readonly name: string;
  /** Asks who it is, and waits until it is ready. */
  start(): Promise<RobotFacts>;
  /** All elements. `initialize`: the changer looks at them anew first, which may take an hour. */
  inventory(initialize?: boolean): Promise<Inventory>;
  /** Moves a disc from address to address. */
  move(from: number, to: number): Promise<void>;
  /** Locks or unlocks doors and mail slots (PREVENT ALLOW MEDIUM REMOVAL); `false` where the changer cannot. */
  lock(locked: boolean): Promise<boolean>;
  /** Ends the thread and gives the changer back. */
  close(): Promise<void>;
}

/** Which of the changer's drive elements is which drive. */
export interface DriveMatch {
  /** Logical number of the description. */
  readonly drive: number;
  /** Element address; `undefined` when none fits. */
  readonly address: number | undefined;
  /** By serial number, or only by order. */
  readonly by: "serial" | "order" | "none";
}

/** Elements of one kind. */
export function elementsOf(inventory: Inventory, kind: Element["kind"]): Element[] {
  return inventory.elements.filter((element) => element.kind === kind);
}
