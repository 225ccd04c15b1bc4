/**
 * PX, the POSIX file attributes (RRIP 1.12, 4.1.1).
 *
 * @module
 */

import type { Report } from "../fault.ts";
import { put32Both } from "../numbers.ts";
import { entryHolds, entryNumber, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Bytes of the entry with a file serial number, as of RRIP 1.12. */
export const PX_LENGTH = 44;

/** Bytes of the entry without a file serial number, as of RRIP 1.09. */
export const PX_LENGTH_1991 = 36;

/** The attributes of a file (RRIP 4.1.1). */
export interface PosixAttributes {
  /** File type and permissions, as `st_mode` (BP 5-12). */
  mode: number;
  /** Number of links (BP 13-20). */
  links: number;
  /** User (BP 21-28). */
  uid: number;
  /** Group (BP 29-36). */
  gid: number;
  /** File serial number, equal for the links of one file; `undefined` in an entry of RRIP 1.09 (BP 37-44). */
  serial: number | undefined;
}

/** Writes the entry and returns the next offset (RRIP 4.1.1). */
export function putPX(
  into: Uint8Array,
  at: number,
  mode: number,
  links: number,
  uid: number,
  gid: number,
  serial: number,
): number {
  putEntryHeader(into, at, "PX", PX_LENGTH); // BP 1-4
  put32Both(into, at + 4, mode); // BP 5-12
  put32Both(into, at + 12, links); // BP 13-20
  put32Both(into, at + 20, uid); // BP 21-28
  put32Both(into, at + 28, gid); // BP 29-36
  put32Both(into, at + 36, serial); // BP 37-44
  return at + PX_LENGTH;
}

/** Decodes the entry of either length, or `undefined` if it is cut off (RRIP 4.1.1). */
export function decodePX(entry: SystemUseEntry, report?: Report): PosixAttributes | undefined {
  const clause = "RRIP 4.1.1";
  if (!entryHolds(entry, PX_LENGTH_1991, clause, report)) return undefined;
  return {
    mode: entryNumber(entry, 4, clause, report), // BP 5-12
    links: entryNumber(entry, 12, clause, report), // BP 13-20
    uid: entryNumber(entry, 20, clause, report), // BP 21-28
    gid: entryNumber(entry, 28, clause, report), // BP 29-36
    serial: entry.bytes.length >= PX_LENGTH ? entryNumber(entry, 36, clause, report) : undefined, // BP 37-44
  };
}
