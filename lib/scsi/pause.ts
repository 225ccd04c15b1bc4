/**
 * Doing nothing for a while on a thread that owns a device.
 *
 * @module
 */

let word: Int32Array | undefined;

/** Blocks the thread for so many milliseconds. */
export function pause(milliseconds: number): void {
  word ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(word, 0, 0, milliseconds);
}
