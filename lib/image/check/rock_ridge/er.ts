/**
 * Which extension the system use entries belong to (SUSP 5.5, RRIP 4.3).
 *
 * @module
 */

import type { EntryView } from "../entry.ts";
import { byteString, shown } from "../text.ts";

const CLAUSE = "SUSP 5.5";
/** Identifiers of the Rock Ridge extension. */
const ROCK_RIDGE = ["RRIP_1991A", "IEEE_P1282", "IEEE_1282"];

/** Judges an ER entry; returns whether it announces Rock Ridge. */
export function checkER(entry: EntryView): boolean {
  const { bytes, at, length, context } = entry;
  const wanted = length >= 8 ? bytes[at + 4]! + bytes[at + 5]! + bytes[at + 6]! + 8 : 8;
  if (length !== wanted) {
    entry.fault(
      "er-length",
      2,
      CLAUSE,
      () => `The ER entry has ${length} bytes, its texts ask for ${wanted}`,
    );
    if (length < wanted) return false;
  }
  const identifier = byteString(bytes, at + 8, at + 8 + bytes[at + 4]!);
  const version = bytes[at + 7]!;
  if (version !== 1) {
    context.findings.warning(
      "er-version",
      entry.position + 7,
      "ER entry",
      CLAUSE,
      `The extension ${shown(identifier)} has version ${version}, not 1`,
    );
  }
  return ROCK_RIDGE.includes(identifier);
}
