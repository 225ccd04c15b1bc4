/**
 * The virtual drive's sense of time, so that a test can have minutes pass at once.
 *
 * @module
 */

/** Time as the drive feels it, in milliseconds. */
export interface Clock {
  /** Milliseconds since some moment. Never goes back. */
  now(): number;
  /** Blocks the thread. */
  sleep(milliseconds: number): void;
}

const word = new Int32Array(new SharedArrayBuffer(4));

/** The time of this computer. */
export const realClock: Clock = {
  now: () => performance.now(),
  sleep(milliseconds) {
    Atomics.wait(word, 0, 0, milliseconds);
  },
};
