/**
 * What lies where in a device, as far as the server knows: the mirror of the database in memory.
 *
 * @module
 */

import type { Sighting } from "./carrier.ts";
import { keyOf, sameSpot, type Spot } from "./places.ts";

/** One spot. */
export interface Content {
  readonly spot: Spot;
  readonly full: boolean;
  readonly barcode: string | null;
  /** The disc's id. */
  readonly disc: number | null;
}

type Kind = Spot["kind"];

/** The spots of a device. */
export class Contents {
  /** By number, in rising order. */
  readonly #spots: Record<Kind, Map<number, Content>> = {
    slot: new Map(),
    drive: new Map(),
    mail: new Map(),
    gripper: new Map(),
  };
  /** Slots that discs belong to. */
  readonly #homes = new Map<number, number>();
  /** Where discs are. */
  readonly #places = new Map<number, Spot>();

  /** Takes over what was seen and which disc that is; homes are slots by disc. */
  set(
    sightings: readonly Sighting[],
    discs: ReadonlyMap<string, number>,
    homes: ReadonlyMap<number, number>,
  ): void {
    for (const spots of Object.values(this.#spots)) spots.clear();
    this.#homes.clear();
    this.#places.clear();
    for (const { spot, full, barcode } of [...sightings].sort((a, b) => a.spot.number - b.spot.number)) {
      this.put({ spot, full: full === true, barcode, disc: full ? discs.get(keyOf(spot)) ?? null : null });
    }
    for (const [disc, slot] of homes) this.#homes.set(disc, slot);
  }

  /** One spot; `undefined` when the device has none of that name. */
  at({ kind, number }: Spot): Content | undefined {
    return this.#spots[kind].get(number);
  }

  /** All of a kind, by number. */
  of(kind: Kind): Content[] {
    return [...this.#spots[kind].values()];
  }

  /** How many of a kind there are. */
  count(kind: Kind): number {
    return this.#spots[kind].size;
  }

  /** All of all kinds. */
  all(): Content[] {
    return Object.values(this.#spots).flatMap((spots) => [...spots.values()]);
  }

  /** Where a disc is. */
  spotOf(disc: number): Spot | undefined {
    return this.#places.get(disc);
  }

  /** The disc that lies in a slot, or that belongs there and is elsewhere in the device. */
  discOfSlot(slot: number): number | null {
    const content = this.at({ kind: "slot", number: slot });
    if (content?.full === true) return content.disc;
    const away = this.#away().find((disc) => this.#homes.get(disc) === slot);
    return away ?? null;
  }

  /** The slot a disc belongs to. */
  homeOf(disc: number): number | undefined {
    return this.#homes.get(disc);
  }

  /** Gives a disc a slot to belong to, or none. */
  setHome(disc: number, slot: number | undefined): void {
    if (slot === undefined) this.#homes.delete(disc);
    else this.#homes.set(disc, slot);
  }

  /** Slots that are empty and that no disc elsewhere in the device belongs to. */
  freeSlots(): number[] {
    const kept = new Set(this.#away().map((disc) => this.#homes.get(disc)));
    return this.of("slot").filter(({ full, spot }) => !full && !kept.has(spot.number))
      .map(({ spot }) => spot.number);
  }

  /** A disc was carried. */
  move(from: Spot, to: Spot): void {
    const moved = this.at(from);
    if (moved === undefined) return;
    this.put({ spot: from, full: false, barcode: null, disc: null });
    this.put({ ...moved, spot: to, full: true });
  }

  /** What lies in a spot now. */
  put(content: Content): void {
    const { spot, disc } = content;
    const before = this.at(spot)?.disc ?? null;
    if (before !== null && sameSpot(this.#places.get(before), spot)) this.#places.delete(before);
    this.#spots[spot.kind].set(spot.number, content);
    if (disc !== null) this.#places.set(disc, spot);
  }

  /** Discs that lie in no slot. */
  #away(): number[] {
    return (["drive", "gripper", "mail"] as const).flatMap((kind) => this.of(kind))
      .flatMap(({ disc }) => disc ?? []);
  }
}
