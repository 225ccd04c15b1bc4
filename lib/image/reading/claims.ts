/**
 * Which directory stands where: every extent may be one directory's only, so that no cycle and no overlap
 * can make a small image look endless.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { Entry } from "./entry.ts";
import type { Faults } from "./faults.ts";

/** Directories further down than this are not listed. */
const MAX_DEPTH = 4096;

/** All directories together may claim so many times the image: a few broken lengths do not hide the rest. */
const MAX_SHARE = 16;

/** Gives directories their extents, once each. */
export class DirectoryClaims {
  readonly #imageSize: number;
  readonly #faults: Faults;
  /** Byte offset of the record that claimed a block. */
  readonly #owners = new Map<number, number>();
  /** First block of the directory through which that record was reached: where directories overlap, there are several. */
  readonly #parents = new Map<number, number>();
  #bytes = 0;

  constructor(imageSize: number, faults: Faults) {
    this.#imageSize = imageSize;
    this.#faults = faults;
  }

  /**
   * Makes an entry the directory at a place.
   *
   * @param block its first block
   * @param size its bytes, as recorded
   * @returns whether it can be listed; if not, that has been told
   */
  admit(entry: Entry, block: number, size: number): boolean {
    const refusal = this.#refusal(entry, block, size);
    if (refusal !== undefined) {
      const [clause, finding] = refusal;
      this.#faults.severe(entry.recordOffset, "directory record", clause, `list ${entry.path}`, finding);
      return false;
    }
    entry.kind = "directory";
    entry.size = size;
    if (!entry.posix) entry.mode = 0o555;
    entry.extents = size === 0 ? [] : [{ block, size }];
    return true;
  }

  #refusal(entry: Entry, block: number, size: number): [clause: string, finding: string] | undefined {
    if (entry.depth > MAX_DEPTH) {
      return ["ECMA-119 6.8.2.1", `it is more than ${MAX_DEPTH} levels deep`];
    }
    if (size === 0) return undefined;
    const start = block * BLOCK_SIZE;
    if (start >= this.#imageSize) {
      return ["ECMA-119 9.1.3", `it begins at block ${block}, outside the image`];
    }
    const owner = this.#owners.get(block);
    const parent = entry.parent?.extents[0]?.block ?? -1;
    if (owner === entry.recordOffset && this.#parents.get(block) === parent) return undefined; // listed again
    if (owner !== undefined) {
      for (let above = entry.parent; above !== undefined; above = above.parent) {
        if (above.extents[0]?.block === block) {
          return ["ECMA-119 6.8.2", `it stands at block ${block}, where ${above.path} above it stands`];
        }
      }
      return ["ECMA-119 6.8.2", `it stands at block ${block}, where another directory stands`];
    }
    const held = Math.min(size, this.#imageSize - start);
    if (this.#bytes + held > MAX_SHARE * this.#imageSize) {
      return [
        "ECMA-119 6.8.2",
        "it overlaps other directories: together they claim many times what the image holds",
      ];
    }
    this.#bytes += held;
    this.#owners.set(block, entry.recordOffset);
    this.#parents.set(block, parent);
    return undefined;
  }
}
