/**
 * The elements of a virtual jukebox: what they are called, their addresses, and their folders.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";

/** What an element is. */
export type PlaceKind = "gripper" | "slot" | "mail" | "drive";

/** One element. */
export interface Place {
  /** What it is. */
  readonly kind: PlaceKind;
  /** From 1 within its kind. */
  readonly number: number;
}

/** How many elements there are of each kind. */
export type PlaceCounts = Readonly<Record<PlaceKind, number>>;

/** How the elements of one kind are told from others. */
interface KindFacts {
  /** Element type code (SMC-3 6.11). */
  readonly code: number;
  /** Address of the first one. */
  readonly first: number;
  /** Most of them, so that their addresses do not meet those of others. */
  readonly most: number;
  /** Folder that holds their folders. */
  readonly folder: string;
  /** In sentences. */
  readonly title: string;
}

/** The kinds of elements, in the order of their addresses. */
export const PLACE_KINDS: Readonly<Record<PlaceKind, KindFacts>> = {
  gripper: { code: 1, first: 0, most: 1, folder: "gripper", title: "gripper" },
  mail: { code: 3, first: 16, most: 200, folder: "mail", title: "mail slot" },
  drive: { code: 4, first: 256, most: 99, folder: "drives", title: "drive" },
  slot: { code: 2, first: 4096, most: 60_000, folder: "slots", title: "slot" },
};

/** Every element, in the order of addresses. */
export function allPlaces(counts: PlaceCounts): Place[] {
  return (Object.keys(PLACE_KINDS) as PlaceKind[]).flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, i) => ({ kind, number: i + 1 }))
  );
}

/** The address of an element. */
export function addressOf({ kind, number }: Place): number {
  return PLACE_KINDS[kind].first + number - 1;
}

/** The element at an address. */
export function placeAt(counts: PlaceCounts, address: number): Place | undefined {
  for (const kind of Object.keys(PLACE_KINDS) as PlaceKind[]) {
    const number = address - PLACE_KINDS[kind].first + 1;
    if (number >= 1 && number <= counts[kind]) return { kind, number };
  }
  return undefined;
}

/** The folder of an element. */
export function folderOf(dir: string, { kind, number }: Place): string {
  return `${dir}/${PLACE_KINDS[kind].folder}/${number}`;
}

/** An element in a sentence: `slot 7`. */
export function placeWords({ kind, number }: Place): string {
  return `${PLACE_KINDS[kind].title} ${number}`;
}

/** Refuses an element that is not there. */
export function requirePlace(dir: string, counts: PlaceCounts, place: Place): void {
  const most = counts[place.kind];
  if (Number.isSafeInteger(place.number) && place.number >= 1 && place.number <= most) return;
  throw new UsageError(`Cannot use ${placeWords(place)} of ${dir}: there is no such element`, {
    hint: most === 0
      ? `this jukebox has no ${PLACE_KINDS[place.kind].title}`
      : `they are numbered from 1 to ${most}`,
  });
}
