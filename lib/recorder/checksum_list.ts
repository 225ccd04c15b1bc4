/**
 * The checksums of all blocks of a job, in shared memory that grows: four bytes for every 2048 of the source.
 *
 * @module
 */

import { BLOCK_WORDS, blockChecksum } from "./block_checksum.ts";

/** Checksums in a chunk: what 512 MiB of the source need. */
const CHUNK = 1 << 18;

/** Checksums of the blocks from the first on. */
export class ChecksumList {
  /** What other threads need. */
  readonly chunks: Int32Array[];
  /** How many there are. */
  length: number;

  /** An empty list, or one that another thread has made. */
  constructor(chunks: Int32Array[] = [], length = 0) {
    this.chunks = chunks;
    this.length = length;
  }

  /** Adds one. */
  add(checksum: number): void {
    const place = this.length % CHUNK;
    if (place === 0) this.chunks.push(new Int32Array(new SharedArrayBuffer(4 * CHUNK)));
    this.chunks[this.chunks.length - 1]![place] = checksum;
    this.length++;
  }

  /** Adds those of whole blocks. */
  addBlocks(bytes: Uint8Array): void {
    const words = wordsOf(bytes);
    for (let at = 0; at < words.length; at += BLOCK_WORDS) this.add(blockChecksum(words, at));
  }

  /** That of one block. */
  at(block: number): number {
    return this.chunks[Math.floor(block / CHUNK)]![block % CHUNK]!;
  }
}

/** The same memory in 32-bit words. It must begin and end at a multiple of four bytes. */
export function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
