/**
 * Taking inventory: what the changer shows, the database and the memory are made to agree.
 *
 * @module
 */

import type { KeptSlot, OpenMove } from "../database/volumes.ts";
import { JukeboxError } from "../errors.ts";
import type { Disc, Place } from "../model.ts";
import type { Sighting } from "./carrier.ts";
import type { Core } from "./core.ts";
import { keyOf, placeIn, SHELF, spotIn, spotWords } from "./places.ts";
import { type Assigned, type BegunMove, type Believed, reconcile } from "./reconcile.ts";

/** Nobody has to know more exactly when a disc was seen last, in milliseconds. */
const FRESH_MS = 60_000;
/** As many spots are named in a sentence. */
const NAMED = 5;

/**
 * Takes over what was seen. In one go: nobody may see half of it.
 *
 * @throws {JukeboxError} when the changer tells of no element at all
 */
export function takeInventory(core: Core, seen: readonly Sighting[]): void {
  const { name, volumes, log, contents } = core;
  const known = new Map(volumes.discs({ device: name }).map((disc) => [disc.id, disc]));
  const sightings = withUntold(core, withUnseen(core, seen, known.values()));
  const open = volumes.openMoves(name);
  const believed = believedDiscs(core, sightings, known);
  const { assigned, vanished, notices } = reconcile(sightings, believed, beganMoves(name, open));
  for (const notice of notices) log.write(2, "%", `${name}: ${notice}`);
  const discs = new Map<string, number>();
  const homes = new Map<number, number>();
  const changed = [...vanished];
  volumes.together(() => {
    // Those who have left go first: their spots may hold others now.
    for (const id of vanished) {
      volumes.noteSeen(id, SHELF, null);
      log.write(4, "%", `${name}: ${known.get(id)?.name ?? id} is no longer there`);
    }
    for (const one of assigned) {
      const before = one.disc === null ? undefined : known.get(one.disc);
      const isAsBefore = isNoted(name, before, one);
      const id = isAsBefore && isFresh(before!) ? before!.id : noteDisc(core, one);
      if (!isAsBefore) changed.push(id);
      discs.set(keyOf(one.spot), id);
      if (one.home !== undefined) homes.set(id, one.home);
    }
    for (const { id } of open) volumes.endMove(id, undefined);
  });
  contents.set(sightings, discs, homes);
  noteSlots(core);
  if (core.events.listeners > 0) { for (const id of changed) core.tellDisc(id); }
  for (const { spot, trouble } of sightings) {
    if (trouble !== undefined) log.write(2, "%", `${name}: ${spotWords(spot)}: ${trouble}`);
  }
}

/** Writes down where a disc is, and returns its id. */
function noteDisc({ name, volumes, log }: Core, { spot, disc, barcode, home }: Assigned): number {
  const place = placeIn(name, spot);
  const homePlace = homeIn(name, home);
  if (disc === null) {
    log.write(4, "%", `${name}: new disc in ${spotWords(spot)}`);
    return volumes.addDisc(place, homePlace, barcode).id;
  }
  volumes.noteSeen(disc, place, homePlace, ...(barcode === null ? [] : [barcode]));
  return disc;
}

/** Where nobody can look now is as it was, also before the server was started. */
function withUnseen({ name, contents }: Core, seen: readonly Sighting[], known: Iterable<Disc>): Sighting[] {
  const noted = new Set(
    [...known].flatMap(({ place }) => spotIn(name, place) ?? []).map((spot) => keyOf(spot)),
  );
  return seen.map((one): Sighting => {
    if (one.full !== undefined) return one;
    return { ...one, full: contents.at(one.spot)?.full ?? noted.has(keyOf(one.spot)) };
  });
}

/** Spots that the changer does not tell of this time are as they were: what is not told is not empty. */
function withUntold({ name, log, contents }: Core, seen: readonly Sighting[]): readonly Sighting[] {
  if (!seen.some(({ spot }) => spot.kind === "slot")) {
    throw new JukeboxError("failed", `Cannot take inventory of ${name}: it tells of none of its slots`, {
      hint: `see that the changer is well, and then: discglow cdadm rescan ${name}`,
    });
  }
  const told = new Set(seen.map(({ spot }) => keyOf(spot)));
  const barcodes = new Set(seen.flatMap(({ barcode }) => barcode ?? []));
  const untold = contents.all().filter(({ spot }) => !told.has(keyOf(spot)));
  if (untold.length === 0) return seen;
  const where = untold.slice(0, NAMED).map(({ spot }) => spotWords(spot)).join(", ");
  const more = untold.length > NAMED ? ` and ${untold.length - NAMED} more` : "";
  log.write(1, "%", `${name}: the changer does not tell of ${where}${more}, taken to be as before`);
  return [
    ...seen,
    ...untold.map(({ spot, full, barcode }) => ({
      spot,
      // Its disc has been seen elsewhere.
      full: full && (barcode === null || !barcodes.has(barcode)),
      barcode,
      source: undefined,
      byOperator: false,
      trouble: undefined,
    })),
  ];
}

/** Begun moves within this device. */
function beganMoves(name: string, open: readonly OpenMove[]): BegunMove[] {
  return open.flatMap(({ disc, from, to }) => {
    const spots = [spotIn(name, from), spotIn(name, to)] as const;
    return spots[0] === undefined || spots[1] === undefined ? [] : [{ disc, from: spots[0], to: spots[1] }];
  });
}

/** The database knows that a disc is there. */
function isNoted(name: string, disc: Disc | undefined, { spot, home, barcode }: Assigned): boolean {
  return disc !== undefined && samePlace(disc.place, placeIn(name, spot)) &&
    samePlace(disc.home, homeIn(name, home)) && (barcode === null || barcode === disc.barcode);
}

/** The database has heard of it a moment ago: an inventory of a thousand slots is to be quick. */
function isFresh({ seenAt }: Disc): boolean {
  return seenAt !== null && Date.now() - Date.parse(seenAt) < FRESH_MS;
}

function homeIn(name: string, slot: number | undefined): Place | null {
  return slot === undefined ? null : placeIn(name, { kind: "slot", number: slot });
}

function samePlace(a: Place | null, b: Place | null): boolean {
  return a?.kind === b?.kind && a?.device === b?.device && a?.number === b?.number;
}

/** Writes down how the slots are, unless that stands there already. */
function noteSlots(core: Core): void {
  const { name, volumes, contents } = core;
  const slots = [...contents.of("slot"), ...contents.of("mail")].map(
    ({ spot: { kind, number }, full, barcode }): KeptSlot => ({
      kind: kind === "mail" ? "mail" : "slot",
      number,
      full,
      barcode,
    }),
  );
  const words = JSON.stringify(slots);
  if (words === core.notedSlots) return;
  volumes.noteSlots(name, slots);
  core.notedSlots = words;
}

/** The discs of the device, and those from elsewhere whose bar codes were seen. */
function believedDiscs(
  { name, volumes }: Core,
  sightings: readonly Sighting[],
  known: ReadonlyMap<number, Disc>,
): Believed[] {
  const discs = new Map(known);
  const barcodes = new Set([...known.values()].map(({ barcode }) => barcode));
  for (const { barcode } of sightings) {
    if (barcode === null || barcodes.has(barcode)) continue;
    barcodes.add(barcode);
    for (const disc of volumes.discs({ named: barcode })) {
      if (disc.barcode === barcode) discs.set(disc.id, disc);
    }
  }
  return [...discs.values()].map(({ id, barcode, place, home }) => {
    const slot = spotIn(name, home);
    return {
      id,
      barcode,
      spot: spotIn(name, place),
      home: slot?.kind === "slot" ? slot.number : undefined,
    };
  });
}
