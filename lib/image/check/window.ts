/**
 * A piece of the image in memory. The next place is usually near the last one, so that few reads serve many
 * small structures, and the memory it takes never depends on what the image claims.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { RandomAccess } from "../random_access.ts";
import { readAhead } from "../read_ahead.ts";

/** A piece of an image that moves along. */
export class Window {
  /** The bytes at hand; what is beyond the end of the image is not among them. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The same as words of 32 bits, for looking at many bytes at once. */
  readonly words: Uint32Array;
  readonly #image: RandomAccess;
  readonly #buffer: Uint8Array;
  #start = 0;

  /** Makes an empty window of that many bytes. */
  constructor(image: RandomAccess, capacity: number) {
    this.#image = image;
    this.#buffer = new Uint8Array(capacity);
    this.words = new Uint32Array(this.#buffer.buffer);
  }

  /**
   * Brings a range into the window, which must be at least a block longer. The window begins at a block, so
   * that words in the image are words in it.
   *
   * @returns where the range begins in `bytes`, or -1 when the image does not hold all of it
   */
  locate(position: number, length: number): number {
    const at = position - this.#start;
    if (at >= 0 && at + length <= this.bytes.length) return at;
    const start = position - position % BLOCK_SIZE;
    const until = position + length;
    if (position < 0 || until > this.#image.size || until - start > this.#buffer.length) return -1;
    const wanted = Math.min(this.#buffer.length, this.#image.size - start);
    this.bytes = this.#buffer.subarray(0, 0); // nothing is held if the read throws
    const done = readAhead(this.#image, start, this.#buffer.subarray(0, wanted), until - start);
    this.#start = start;
    this.bytes = this.#buffer.subarray(0, done);
    return until <= start + done ? position - start : -1;
  }
}
