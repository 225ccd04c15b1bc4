/**
 * Values of rows as what they should be, whatever stands in the file.
 *
 * @module
 */

import type { Place, PlaceKind } from "../model.ts";
import type { Row, Value } from "./connection.ts";

/** Kinds of places. */
const PLACE_KINDS: readonly PlaceKind[] = ["slot", "drive", "mail", "gripper", "shelf"];

/** Outside of all devices. */
export const SHELF: Place = { kind: "shelf", device: null, number: 0 };

/** A text, or `null`. */
export function textOf(value: Row[string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** A whole number from 0, or `null`. */
export function countOf(value: Row[string] | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A number, or `null`. */
export function numberOf(value: Row[string] | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** One of some words; the first where it is none of them. */
export function wordOf<Word extends string>(value: Row[string] | undefined, words: readonly Word[]): Word {
  return words.find((word) => word === value) ?? words[0]!;
}

/** An object that is kept as JSON, or `null`. */
export function objectOf(value: Row[string] | undefined): Readonly<Record<string, unknown>> | null {
  if (typeof value !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? parsed as Readonly<Record<string, unknown>>
      : null;
  } catch {
    return null;
  }
}

/** An object as it is kept. */
export function jsonOf(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** A place from three columns with a common beginning, or `null`. */
export function placeOf(row: Row, prefix: string): Place | null {
  const kind = PLACE_KINDS.find((known) => known === row[`${prefix}_kind`]);
  if (kind === undefined) return null;
  const device = textOf(row[`${prefix}_device`]);
  const number = countOf(row[`${prefix}_number`]) ?? 0;
  return kind === "shelf" || device === null ? SHELF : { kind, device, number };
}

/** The three values of a place, in the order kind, device, number. */
export function placeValues(place: Place | null): readonly [Value, Value, Value] {
  return place === null ? [null, null, null] : [place.kind, place.device, place.number];
}
