/**
 * Small reads out of an image through one window, so that neighbours cost one call.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { RandomAccess } from "../random_access.ts";
import { readAhead } from "../read_ahead.ts";

/** Bytes of the window; no view is longer. */
export const WINDOW_SIZE = 64 * 1024;

/** Reads structures of an image; every view is valid until the next call. */
export class MetadataReader {
  readonly #image: RandomAccess;
  #window: Uint8Array | undefined;
  #start = 0;
  #end = 0;

  constructor(image: RandomAccess) {
    this.#image = image;
  }

  /**
   * Gives bytes of the image.
   *
   * @param offset byte offset in the image
   * @param length bytes wanted, at most `WINDOW_SIZE - BLOCK_SIZE`
   * @returns a view, shorter where the image ends
   */
  view(offset: number, length: number): Uint8Array {
    const size = this.#image.size;
    if (!(offset >= 0) || offset >= size) return new Uint8Array(0);
    const end = Math.min(offset + length, size);
    if (offset < this.#start || end > this.#end) {
      this.#window ??= new Uint8Array(Math.min(WINDOW_SIZE, size));
      this.#start = offset - offset % BLOCK_SIZE;
      const wanted = Math.min(this.#window.length, size - this.#start);
      this.#end = this.#start; // nothing is held if the read throws
      const into = this.#window.subarray(0, wanted);
      this.#end += readAhead(this.#image, this.#start, into, end - this.#start);
    }
    const window = this.#window!;
    return window.subarray(offset - this.#start, Math.min(end, this.#end) - this.#start);
  }
}
