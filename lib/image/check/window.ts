/**
 * A piece of the image in memory. The next place is usually near the last one, so that few reads serve many
 * small structures, and the memory it takes never depends on what the image claims.
 *
 * @module
 */

import type { RandomAccess } from "../random_access.ts";

/** A piece of an image that moves along. */
export class Window {
  /** The bytes at hand; what is beyond the end of the image is not among them. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly #image: RandomAccess;
  readonly #buffer: Uint8Array;
  #start = 0;

  /** Makes an empty window of that many bytes. */
  constructor(image: RandomAccess, capacity: number) {
    this.#image = image;
    this.#buffer = new Uint8Array(capacity);
  }

  /**
   * Brings a range into the window, which must not be longer than it.
   *
   * @returns where the range begins in `bytes`, or -1 when the image does not hold all of it
   */
  locate(position: number, length: number): number {
    const at = position - this.#start;
    if (at >= 0 && at + length <= this.bytes.length) return at;
    if (position < 0 || position + length > this.#image.size || length > this.#buffer.length) return -1;
    const wanted = Math.min(this.#buffer.length, this.#image.size - position);
    let done = 0;
    while (done < wanted) {
      const got = this.#image.readAt(position + done, this.#buffer.subarray(done, wanted));
      if (got <= 0) break;
      done += got;
    }
    this.#start = position;
    this.bytes = this.#buffer.subarray(0, done);
    return length <= done ? 0 : -1;
  }
}
