/**
 * Which disc is which after an inventory. The changer is believed about where something lies; what it is, is told
 * by the bar code, else by the move that was under way, else by where the disc was, else by where it came from.
 * Only the decision: nothing is written here.
 *
 * @module
 */

import type { Sighting } from "./carrier.ts";
import { keyOf, sameSpot, type Spot, spotWords } from "./places.ts";

/** A disc that the database believes to be in this device, or to have a bar code that was seen. */
export interface Believed {
  readonly id: number;
  readonly barcode: string | null;
  /** `undefined` when it is believed to be elsewhere. */
  readonly spot: Spot | undefined;
  /** The slot of this device that it belongs to. */
  readonly home: number | undefined;
}

/** A move that a killed server has begun. */
export interface BegunMove {
  readonly disc: number | null;
  readonly from: Spot;
  readonly to: Spot;
}

/** A spot with its disc. */
export interface Assigned {
  readonly spot: Spot;
  /** `null` for a disc that nobody has seen before. */
  readonly disc: number | null;
  readonly barcode: string | null;
  /** The slot it belongs to, as far as that is known. */
  readonly home: number | undefined;
}

/** Who is where. */
export interface Reconciled {
  readonly assigned: readonly Assigned[];
  /** Discs that are no longer in the device. */
  readonly vanished: readonly number[];
  /** What was odd, each one sentence without a final period. */
  readonly notices: readonly string[];
}

/** Decides. */
export function reconcile(
  sightings: readonly Sighting[],
  believed: readonly Believed[],
  moves: readonly BegunMove[],
): Reconciled {
  return new Reconciliation(sightings, believed).run(moves);
}

class Reconciliation {
  readonly #seen: readonly Sighting[];
  readonly #full: readonly Sighting[];
  readonly #believed: readonly Believed[];
  readonly #byId: ReadonlyMap<number, Believed>;
  readonly #believedAt: ReadonlyMap<string, Believed>;
  readonly #byBarcodes: ReadonlyMap<string, readonly Believed[]>;
  readonly #bySpot = new Map<string, number>();
  readonly #used = new Set<number>();
  /** Bar codes that count: of two discs with the same, one. */
  readonly #barcodes = new Map<string, string | null>();
  readonly #notices: string[] = [];

  constructor(sightings: readonly Sighting[], believed: readonly Believed[]) {
    this.#seen = sightings;
    this.#full = sightings.filter(({ full }) => full);
    this.#believed = believed;
    this.#byId = new Map(believed.map((disc) => [disc.id, disc]));
    this.#believedAt = new Map(
      believed.flatMap((disc) => disc.spot === undefined ? [] : [[keyOf(disc.spot), disc]]),
    );
    this.#byBarcodes = groups(believed, ({ barcode }) => barcode);
  }

  run(moves: readonly BegunMove[]): Reconciled {
    this.#chooseBarcodes();
    this.#assignByBarcode();
    for (const { disc, from, to } of [...moves].reverse()) {
      if (disc !== null) this.#assignByMove(disc, from, to);
    }
    this.#assignByPlace();
    this.#assignBySource();
    const fullSlots = new Set(this.#full.flatMap(({ spot }) => spot.kind === "slot" ? spot.number : []));
    const assigned = this.#full.map((sighting) => this.#assigned(sighting, fullSlots));
    const seen = new Set(this.#seen.map(({ spot }) => keyOf(spot)));
    // Where nobody has looked a disc may lie as before.
    const vanished = this.#believed.filter(({ id, spot }) =>
      spot !== undefined && seen.has(keyOf(spot)) && !this.#used.has(id)
    ).map(({ id }) => id);
    return { assigned, vanished, notices: this.#notices };
  }

  #chooseBarcodes(): void {
    for (const { barcode, spot } of this.#full) this.#barcodes.set(keyOf(spot), barcode);
    for (const [barcode, sightings] of groups(this.#full, ({ barcode }) => barcode)) {
      if (sightings.length < 2) continue;
      const places = this.#byBarcodes.get(barcode)?.map(({ spot }) => spot) ?? [];
      const owner = sightings.find(({ spot }) => places.some((place) => sameSpot(place, spot))) ??
        sightings[0]!;
      for (const { spot } of sightings) if (spot !== owner.spot) this.#barcodes.set(keyOf(spot), null);
      const where = sightings.map(({ spot }) => spotWords(spot)).join(" and ");
      this.#notices.push(`The discs in ${where} have the same bar code ${barcode}`);
    }
  }

  #assignByBarcode(): void {
    for (const { spot } of this.#full) {
      const barcode = this.#barcodes.get(keyOf(spot)) ?? null;
      if (barcode === null) continue;
      const disc = this.#byBarcodes.get(barcode)?.find(({ id }) => !this.#used.has(id));
      if (disc !== undefined) this.#assign(spot, disc.id);
    }
  }

  #assignByMove(id: number, from: Spot, to: Spot): void {
    const disc = this.#byId.get(id);
    if (disc === undefined || this.#used.has(id)) return;
    const grippers = this.#full.map(({ spot }) => spot).filter(({ kind }) => kind === "gripper");
    // Nobody else puts anything where it was: if that is not empty, the move has not begun.
    for (const spot of [from, ...grippers, to]) {
      // A spot that another disc was in before says nothing.
      const other = this.#believedAt.get(keyOf(spot));
      if ((other === undefined || other === disc) && this.#mayBe(spot, disc)) return this.#assign(spot, id);
    }
  }

  #assignByPlace(): void {
    for (const disc of this.#believed) {
      if (disc.spot === undefined || this.#used.has(disc.id)) continue;
      if (this.#mayBe(disc.spot, disc)) this.#assign(disc.spot, disc.id);
    }
  }

  #assignBySource(): void {
    const isFull = new Set(this.#full.map(({ spot }) => keyOf(spot)));
    const byHome = groups(this.#believed, ({ spot, home }) => spot === undefined ? null : home ?? null);
    for (const { spot, source } of this.#full) {
      if (this.#bySpot.has(keyOf(spot)) || source === undefined || isFull.has(keyOf(source))) continue;
      const at = this.#believedAt.get(keyOf(source));
      const athome = source.kind === "slot" ? byHome.get(source.number) ?? [] : [];
      const disc = [...at === undefined ? [] : [at], ...athome]
        .find((disc) => !this.#used.has(disc.id) && this.#mayBe(spot, disc));
      if (disc !== undefined) this.#assign(spot, disc.id);
    }
  }

  /** Something without a name lies there that can be this disc. */
  #mayBe(spot: Spot, disc: Believed): boolean {
    const key = keyOf(spot);
    if (!this.#barcodes.has(key) || this.#bySpot.has(key)) return false;
    const barcode = this.#barcodes.get(key) ?? null;
    return barcode === null || disc.barcode === null || barcode === disc.barcode;
  }

  #assign(spot: Spot, disc: number): void {
    this.#bySpot.set(keyOf(spot), disc);
    this.#used.add(disc);
  }

  #assigned({ spot, source }: Sighting, fullSlots: ReadonlySet<number>): Assigned {
    const key = keyOf(spot);
    const disc = this.#bySpot.get(key) ?? null;
    const barcode = this.#barcodes.get(key) ?? null;
    if (spot.kind === "slot") return { spot, disc, barcode, home: spot.number };
    const known = disc === null ? undefined : this.#byId.get(disc)?.home;
    // What lies in a mail slot comes from outside, or is on its way there.
    const from = source?.kind === "slot" && spot.kind !== "mail" ? source.number : undefined;
    const home = [known, from].find((slot) => slot !== undefined && !fullSlots.has(slot));
    return { spot, disc, barcode, home };
  }
}

function groups<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key | null): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}
