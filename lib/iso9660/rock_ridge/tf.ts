/**
 * TF, the times of a file (RRIP 1.12, 4.1.6), each in 7 bytes (whole seconds) or in 17 bytes (hundredths).
 *
 * @module
 */

import {
  getRecordDate,
  getVolumeDate,
  putRecordDate,
  putVolumeDate,
  RECORD_DATE_LENGTH,
  VOLUME_DATE_LENGTH,
} from "../dates.ts";
import type { Fault, Report } from "../fault.ts";
import { entryHolds, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Flag: creation time (RRIP 4.1.6, bit 0). */
export const TF_CREATION = 1;
/** Flag: last change of the data (RRIP 4.1.6, bit 1). */
export const TF_MODIFY = 2;
/** Flag: last access (RRIP 4.1.6, bit 2). */
export const TF_ACCESS = 4;
/** Flag: last change of the attributes (RRIP 4.1.6, bit 3). */
export const TF_ATTRIBUTES = 8;
/** Flag: last backup (RRIP 4.1.6, bit 4). */
export const TF_BACKUP = 16;
/** Flag: expiration (RRIP 4.1.6, bit 5). */
export const TF_EXPIRATION = 32;
/** Flag: the time from which the file may be used (RRIP 4.1.6, bit 6). */
export const TF_EFFECTIVE = 64;
/** Flag: every time takes 17 bytes, not 7 (RRIP 4.1.6, bit 7). */
export const TF_LONG_FORM = 128;

/** Bytes of an entry in front of the times. */
export const TF_HEADER_LENGTH = 5;

/** The times of a file, in seconds since 1970 UTC (RRIP 4.1.6). */
export interface FileTimes {
  /** When the file was made. */
  creation: number | undefined;
  /** When its data last changed. */
  modify: number | undefined;
  /** When it was last read. */
  access: number | undefined;
  /** When its attributes last changed. */
  attributes: number | undefined;
  /** When it was last saved elsewhere. */
  backup: number | undefined;
  /** When it becomes obsolete. */
  expiration: number | undefined;
  /** From when on it may be used. */
  effective: number | undefined;
}

// In the order of their flags and of their places in an entry.
const FIELDS = [
  "creation",
  "modify",
  "access",
  "attributes",
  "backup",
  "expiration",
  "effective",
] as const satisfies readonly (keyof FileTimes)[];

/** Bytes of an entry with so many times. */
export function lengthTF(times: number, long: boolean): number {
  return TF_HEADER_LENGTH + times * (long ? VOLUME_DATE_LENGTH : RECORD_DATE_LENGTH);
}

/** Writes an entry with the modification time only and returns the next offset (RRIP 4.1.6). */
export function putModifyTime(into: Uint8Array, at: number, seconds: number, long: boolean): number {
  const length = lengthTF(1, long);
  putEntryHeader(into, at, "TF", length); // BP 1-4
  into[at + 4] = long ? TF_MODIFY | TF_LONG_FORM : TF_MODIFY; // BP 5
  if (long) putVolumeDate(into, at + 5, seconds); // BP 6-22
  else putRecordDate(into, at + 5, seconds); // BP 6-12
  return at + length;
}

/** Writes an entry with all times that are given and returns the next offset (RRIP 4.1.6). */
export function putTF(into: Uint8Array, at: number, times: Partial<FileTimes>, long: boolean): number {
  let flags = long ? TF_LONG_FORM : 0;
  let next = at + TF_HEADER_LENGTH;
  for (let i = 0; i < FIELDS.length; i++) {
    const seconds = times[FIELDS[i]!];
    if (seconds === undefined) continue;
    flags |= 1 << i;
    if (long) putVolumeDate(into, next, seconds); // BP 6-
    else putRecordDate(into, next, seconds);
    next += long ? VOLUME_DATE_LENGTH : RECORD_DATE_LENGTH;
  }
  putEntryHeader(into, at, "TF", next - at); // BP 1-4
  into[at + 4] = flags; // BP 5
  return next;
}

/** Decodes an entry with any times in either form; those that do not fit are `undefined` and reported (RRIP 4.1.6). */
export function decodeTF(entry: SystemUseEntry, report?: Report): FileTimes | undefined {
  if (!entryHolds(entry, TF_HEADER_LENGTH, "RRIP 4.1.6", report)) return undefined;
  const times: FileTimes = {
    creation: undefined,
    modify: undefined,
    access: undefined,
    attributes: undefined,
    backup: undefined,
    expiration: undefined,
    effective: undefined,
  };
  const { bytes } = entry;
  const flags = bytes[4]!; // BP 5
  const long = (flags & TF_LONG_FORM) !== 0;
  const moved: Report | undefined = report &&
    ((fault: Fault) => report({ ...fault, at: fault.at + entry.at, structure: "TF entry" }));
  let at = TF_HEADER_LENGTH; // BP 6-
  for (let i = 0; i < FIELDS.length; i++) {
    if ((flags & 1 << i) === 0) continue;
    times[FIELDS[i]!] = long ? getVolumeDate(bytes, at, moved) : getRecordDate(bytes, at, moved);
    at += long ? VOLUME_DATE_LENGTH : RECORD_DATE_LENGTH;
  }
  return times;
}
