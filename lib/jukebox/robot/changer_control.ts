/**
 * What a changer's thread and its owner know of each other: a few words of shared memory.
 *
 * @module
 */

import { SIDE_WORDS, SideControl } from "../../recorder/threads/side_control.ts";

// Words of the block.
const STOP = 0;
const SIDE = 1;

/** The words, as each of the two sees them. */
export class ChangerControl {
  /** What the other needs to join. */
  readonly words: Int32Array;
  /** The thread's signs of life. */
  readonly side: SideControl;

  /** Joins, or begins with fresh words. */
  constructor(words: Int32Array = new Int32Array(new SharedArrayBuffer(4 * (SIDE + SIDE_WORDS)))) {
    this.words = words;
    this.side = new SideControl(words, SIDE);
  }

  /** Nobody waits for the changer any more. */
  get stopped(): boolean {
    return Atomics.load(this.words, STOP) !== 0;
  }

  /** Ends waits. */
  stop(): void {
    Atomics.store(this.words, STOP, 1);
  }
}
