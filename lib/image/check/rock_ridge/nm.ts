/**
 * The name of a record, over one or several NM entries (RRIP 4.1.4).
 *
 * @module
 */

import type { EntryView } from "../entry.ts";
import { byteString } from "../text.ts";

const CLAUSE = "RRIP 4.1.4";
/** Flag: the name goes on in the next NM entry. */
const CONTINUE = 1;
/** The longest name that is put together; further bytes are only counted. */
const LONGEST_NAME = 1024;

/** The NM entries of one record. */
export class NameEntries {
  /** Where the first of them stands in the image, or -1. */
  at: number = -1;
  /** The name, one byte a character. */
  text: string = "";
  /** All flags but CONTINUE. */
  flags: number = 0;
  #open = false;

  /** Forgets the last record. */
  reset(): void {
    this.at = -1;
    this.text = "";
    this.flags = 0;
    this.#open = false;
  }

  /** Takes an entry. */
  take(entry: EntryView): void {
    if (!entry.hasLengthFrom(5, CLAUSE)) return;
    if (this.at >= 0 && !this.#open) {
      entry.fault(
        "nm-after-end",
        0,
        CLAUSE,
        () => `A further NM entry follows the end of the name of ${entry.path()}`,
      );
      return;
    }
    const { bytes, at, length } = entry;
    if (this.at < 0) this.at = entry.position;
    const flags = bytes[at + 4]!;
    this.flags |= flags & ~CONTINUE;
    this.#open = (flags & CONTINUE) !== 0;
    if (this.text.length < LONGEST_NAME) this.text += byteString(bytes, at + 5, at + length);
  }

  /** Reports a name that was to go on, once all entries of the record are known. */
  finish({ context, path }: Pick<EntryView, "context" | "path">): void {
    if (!this.#open) return;
    context.findings.error(
      "nm-unfinished",
      this.at,
      "NM entry",
      CLAUSE,
      () => `The name of ${path()} is to go on, but there is no further NM entry`,
    );
  }
}
