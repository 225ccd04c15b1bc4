/**
 * The continuation area behind a directory: system use entries that their records have no room for (SUSP 5.1).
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { CE_LENGTH, putCE } from "../../iso9660/susp.ts";

/** What a record's CE entry says, the place counted from the area's first byte. */
export interface Continued {
  /** Byte offset in the area. */
  readonly start: number;
  /** Length in bytes up to the next CE entry, that entry included. */
  readonly length: number;
}

/**
 * Places entries in the area. The same calls measure it, when `into` is absent, and write it. No part crosses
 * a block, as readers ask for one block at a time; what needs more goes on by another CE entry.
 */
export class ContinuationArea {
  /** Bytes used so far. */
  used = 0;
  readonly #into: Uint8Array | undefined;
  readonly #firstBlock: number;

  /** `firstBlock` is where the area will stand in the image. */
  constructor(into?: Uint8Array, firstBlock = 0) {
    this.#into = into;
    this.#firstBlock = firstBlock;
  }

  /** Places entries and returns the place of the first part. */
  place(entries: readonly Uint8Array[]): Continued {
    const parts = this.#cut(entries);
    for (const [index, part] of parts.entries()) {
      let at = part.start;
      for (const entry of part.entries) {
        this.#into?.set(entry, at);
        at += entry.length;
      }
      const next = parts[index + 1];
      if (next !== undefined && this.#into !== undefined) {
        this.putReference(this.#into, at, next);
      }
    }
    return parts[0]!;
  }

  /** Writes the CE entry that leads to a part, and returns the next offset (SUSP 5.1). */
  putReference(into: Uint8Array, at: number, part: Continued): number {
    const block = this.#firstBlock + Math.floor(part.start / BLOCK_SIZE);
    return putCE(into, at, block, part.start % BLOCK_SIZE, part.length);
  }

  #cut(entries: readonly Uint8Array[]): (Continued & { entries: readonly Uint8Array[] })[] {
    const parts: (Continued & { entries: readonly Uint8Array[] })[] = [];
    let rest = entries;
    while (rest.length > 0) {
      const whole = rest.reduce((sum, entry) => sum + entry.length, 0);
      const room = BLOCK_SIZE - this.used % BLOCK_SIZE;
      if (whole <= room) {
        parts.push({ start: this.used, length: whole, entries: rest });
        this.used += whole;
        break;
      }
      let count = 0;
      let length = CE_LENGTH;
      while (length + rest[count]!.length <= room) length += rest[count++]!.length;
      if (count > 0 && whole > BLOCK_SIZE) {
        parts.push({ start: this.used, length, entries: rest.slice(0, count) });
        rest = rest.slice(count);
      }
      // The rest of a block that cannot take what comes next stays zero.
      this.used += room;
    }
    return parts;
  }
}
