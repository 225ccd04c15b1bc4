/**
 * PN, the number of a device (RRIP 1.12, 4.1.2): two halves of a `dev_t` of 64 bits, whose meaning the
 * standard leaves to the system.
 *
 * Writers fall into two schools. One (xorriso) stores the `dev_t` itself, on Linux `major << 8 | minor` for
 * numbers below 4096 and 256; the other (genisoimage) stores the major number in the high and the minor
 * number in the low half. All programs read the first while the numbers are that small, so that is what we
 * write. For larger ones the isofs of Linux only understands the second. A reader can tell them apart by the
 * high half.
 *
 * @module
 */

import type { Report } from "../fault.ts";
import { put32Both } from "../numbers.ts";
import { entryHolds, entryNumber, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Bytes of the entry. */
export const PN_LENGTH = 20;

/** The number of a device, as Linux splits it. */
export interface DeviceNumber {
  /** Which driver. */
  major: number;
  /** Which of its devices. */
  minor: number;
}

/** Writes the entry and returns the next offset (RRIP 4.1.2). */
export function putPN(into: Uint8Array, at: number, major: number, minor: number): number {
  // Without a major number the second school could not be told from the first.
  const whole = major === 0 || (major < 4096 && minor < 256);
  putEntryHeader(into, at, "PN", PN_LENGTH); // BP 1-4
  put32Both(into, at + 4, whole ? 0 : major); // BP 5-12
  put32Both(into, at + 12, whole ? (minor & 0xFFF00) << 12 | major << 8 | minor & 0xFF : minor); // BP 13-20
  return at + PN_LENGTH;
}

/** Decodes the entry, or `undefined` if it is cut off (RRIP 4.1.2). */
export function decodePN(entry: SystemUseEntry, report?: Report): DeviceNumber | undefined {
  if (!entryHolds(entry, PN_LENGTH, "RRIP 4.1.2", report)) return undefined;
  const high = entryNumber(entry, 4, "RRIP 4.1.2", report); // BP 5-12
  const low = entryNumber(entry, 12, "RRIP 4.1.2", report); // BP 13-20
  if (high !== 0) return { major: high, minor: low };
  // A dev_t: the upper 12 bits belong to the minor number.
  return { major: low >>> 8 & 0xFFF, minor: low & 0xFF | low >>> 12 & 0xFFF00 };
}
