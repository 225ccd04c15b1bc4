/**
 * The times of a record (RRIP 4.1.6).
 *
 * @module
 */

import { recordDateFault, volumeDateFault } from "../dates.ts";
import type { EntryView } from "../entry.ts";

const CLAUSE = "RRIP 4.1.6";
/** Flag: times have 17 bytes, otherwise 7. */
const LONG_FORM = 0x80;

/** Judges a TF entry. */
export function checkTF(entry: EntryView): void {
  const { bytes, at, length, path } = entry;
  const flags = length > 4 ? bytes[at + 4]! : 0;
  const size = flags & LONG_FORM ? 17 : 7;
  let count = 0;
  for (let bits = flags & ~LONG_FORM; bits !== 0; bits &= bits - 1) count++;
  const wanted = 5 + count * size;
  if (length !== wanted) {
    entry.fault(
      "tf-length",
      2,
      CLAUSE,
      () => `The TF entry of ${path()} has ${length} bytes, its flags ask for ${wanted}`,
    );
    return;
  }
  for (let i = 5; i < length; i += size) {
    const fault = size === 7 ? recordDateFault(bytes, at + i) : volumeDateFault(bytes, at + i);
    if (fault !== undefined) {
      entry.fault("tf-date", i, CLAUSE, () => `A time of ${path()} is none: ${fault}`);
    }
  }
}
