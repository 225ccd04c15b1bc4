/**
 * The records of one directory, block by block (ECMA-119 6.8.1).
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { type Cursor, RECORD } from "./cursor.ts";

/** Reads the directories of a tree. */
export class DirectoryReader {
  readonly #cursor: Cursor;
  /** Blocks that may still be read: directories that overlap must not cost more than the image holds. */
  #budget: number;

  /** Makes a reader of the directories that a cursor comes to. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#budget = cursor.context.blocks + 1;
  }

  /**
   * Goes to each record of the directory in which the cursor is.
   *
   * @returns whether all of it was looked at
   */
  read(visit: () => void): boolean {
    const { context, tree, directory } = this.#cursor;
    const first = tree.start.at(directory) * BLOCK_SIZE;
    const size = tree.size.at(directory);
    if (size === 0 || size % BLOCK_SIZE !== 0) {
      context.findings.error(
        "directory-size",
        tree.record.at(directory) + 10,
        RECORD,
        "ECMA-119 6.8.1.3",
        () =>
          `The directory ${tree.path(directory)} has ${size} bytes, which is not a whole number of blocks`,
      );
    }
    for (let offset = 0; offset < size; offset += BLOCK_SIZE) {
      if (--this.#budget < 0) {
        context.findings.error(
          "directory-limit",
          tree.record.at(directory),
          RECORD,
          "ECMA-119 6.8.1",
          "The directories together have more blocks than the image; the rest of them is not read",
        );
        return false;
      }
      const base = context.window.locate(first + offset, BLOCK_SIZE);
      if (base < 0) break;
      this.#readBlock(base, first + offset, visit);
    }
    return true;
  }

  #readBlock(base: number, position: number, visit: () => void): void {
    const { context, tree, directory, record } = this.#cursor;
    const bytes = context.window.bytes;
    const end = base + BLOCK_SIZE;
    let at = base;
    while (at < end && bytes[at] !== 0) {
      const impossible = this.#cursor.load(bytes, at, position + at - base, end - at);
      if (impossible !== undefined) {
        this.#cursor.error(
          record.length > end - at ? "record-crosses-block" : "record-length",
          0,
          "ECMA-119 6.8.1.1",
          () => `In ${tree.path(directory)}: ${impossible}`,
        );
        return;
      }
      visit();
      at += record.length;
    }
    while (at < end && bytes[at] === 0) at++;
    if (at === end) return;
    context.findings.error(
      "directory-padding",
      position + at - base,
      "directory",
      "ECMA-119 6.8.1.1",
      () => `The bytes after the last record in a block of ${tree.path(directory)} are not zero`,
    );
  }
}
