/**
 * CL, PL and RE: directories that lie deeper than eight levels are stored elsewhere (RRIP 1.12, 4.1.5). The
 * place where one belongs holds a file with CL; the `..` of the stored directory holds PL; its record, RE.
 *
 * @module
 */

import type { Report } from "../fault.ts";
import { put32Both } from "../numbers.ts";
import { entryHolds, entryNumber, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Bytes of a child link (RRIP 4.1.5.1). */
export const CL_LENGTH = 12;
/** Bytes of a parent link (RRIP 4.1.5.2). */
export const PL_LENGTH = 12;
/** Bytes of the mark of a relocated directory (RRIP 4.1.5.3). */
export const RE_LENGTH = 4;

/** Writes a child link to the directory in that block and returns the next offset (RRIP 4.1.5.1). */
export function putCL(into: Uint8Array, at: number, block: number): number {
  putEntryHeader(into, at, "CL", CL_LENGTH); // BP 1-4
  put32Both(into, at + 4, block); // BP 5-12
  return at + CL_LENGTH;
}

/** The block of the relocated directory, or `undefined` if the entry is cut off (RRIP 4.1.5.1). */
export function decodeCL(entry: SystemUseEntry, report?: Report): number | undefined {
  if (!entryHolds(entry, CL_LENGTH, "RRIP 4.1.5.1", report)) return undefined;
  return entryNumber(entry, 4, "RRIP 4.1.5.1", report); // BP 5-12
}

/** Writes a link to the original parent, a directory in that block, and returns the next offset (RRIP 4.1.5.2). */
export function putPL(into: Uint8Array, at: number, block: number): number {
  putEntryHeader(into, at, "PL", PL_LENGTH); // BP 1-4
  put32Both(into, at + 4, block); // BP 5-12
  return at + PL_LENGTH;
}

/** The block of the original parent, or `undefined` if the entry is cut off (RRIP 4.1.5.2). */
export function decodePL(entry: SystemUseEntry, report?: Report): number | undefined {
  if (!entryHolds(entry, PL_LENGTH, "RRIP 4.1.5.2", report)) return undefined;
  return entryNumber(entry, 4, "RRIP 4.1.5.2", report); // BP 5-12
}

/** Writes the mark of a relocated directory and returns the next offset; reading, its presence is all (RRIP 4.1.5.3). */
export function putRE(into: Uint8Array, at: number): number {
  return putEntryHeader(into, at, "RE", RE_LENGTH); // BP 1-4
}
