/**
 * Which blocks of a disc are not what they should be: against the blocks themselves, or against checksums.
 *
 * @module
 */

import { addBlock, type BlockRange } from "../../mmc/block_range.ts";
import { BLOCK_WORDS, blockChecksum, foldChecksums } from "../block_checksum.ts";
import type { ChecksumList } from "../checksum_list.ts";

/** Collects what differs; blocks come in rising order. Addresses are those of the disc. */
export class Differences {
  /** Blocks that are not as they should be, the unreadable ones included. */
  readonly different: BlockRange[] = [];
  /** Blocks that could not be read. */
  readonly unreadable: BlockRange[] = [];

  /** A block is different. */
  add(block: number, count = 1): void {
    addBlock(this.different, block, count);
  }

  /** A block cannot be read; {@linkcode add} is to be called as well. */
  addUnreadable(block: number): void {
    addBlock(this.unreadable, block);
  }
}

/** Whether two blocks differ, both beginning at the same word. */
export function blockDiffers(a: Int32Array, b: Int32Array, from: number): boolean {
  for (let i = from, end = from + BLOCK_WORDS; i < end; i++) if (a[i] !== b[i]) return true;
  return false;
}

/** Whether a block is anything but zeros. */
export function blockHolds(words: Int32Array, from: number): boolean {
  for (let i = from, end = from + BLOCK_WORDS; i < end; i++) if (words[i] !== 0) return true;
  return false;
}

/** Compares blocks with checksums, each of which may stand for several. */
export class ChecksumComparison {
  readonly #checksums: ChecksumList;
  readonly #perChecksum: number;
  readonly #blocks: number;
  readonly #differences: Differences;
  readonly #firstBlock: number;
  readonly #group: Int32Array;
  #block = 0;
  #groupBad = false;

  /** `blocks` from `firstBlock` on are going to be compared. */
  constructor(
    checksums: ChecksumList,
    perChecksum: number,
    firstBlock: number,
    blocks: number,
    differences: Differences,
  ) {
    this.#checksums = checksums;
    this.#perChecksum = perChecksum;
    this.#firstBlock = firstBlock;
    this.#blocks = blocks;
    this.#differences = differences;
    this.#group = new Int32Array(perChecksum);
  }

  /** Takes the next block. */
  take(words: Int32Array, from: number, readable: boolean): void {
    const place = this.#block % this.#perChecksum;
    this.#group[place] = blockChecksum(words, from);
    if (!readable) this.#groupBad = true;
    this.#block++;
    if (place === this.#perChecksum - 1 || this.#block === this.#blocks) this.#judge(place + 1);
  }

  #judge(count: number): void {
    const group = Math.floor((this.#block - 1) / this.#perChecksum);
    const sum = this.#perChecksum === 1 ? this.#group[0]! : foldChecksums(this.#group.subarray(0, count));
    if (this.#groupBad || sum !== this.#checksums.at(group)) {
      this.#differences.add(this.#firstBlock + this.#block - count, count);
    }
    this.#groupBad = false;
  }
}
