/**
 * What the threads of a job know of each other beside the ring: a few words of shared memory, so that nothing has
 * to be sent for every block.
 *
 * @module
 */

import { SIDE_WORDS, SideControl } from "./side_control.ts";

// Words of the block.
const STOP = 0;
const READER_STATE = 1;
const FILLED = 2;
const EMPTIED = 3;
const READ = 4;
const WRITTEN = 5;
const LOWEST = 6;
const UNDERRUNS = 7;
const COMPARED = 8;
const TRIED = 9;
const FIRST_SIDE = 10;

/** The two threads of a job. */
export type Side = "source" | "target";

/** How far the reader is. */
export const READER = { reading: 0, ended: 1, failed: 2 } as const;

/** The words of a job, as each of its threads sees them. Counts are of blocks of 2048 bytes, or of fills. */
export class Control {
  /** What other threads need to join. */
  readonly words: Int32Array;
  /** The reader's thread. */
  readonly source: SideControl;
  /** The drive's thread. */
  readonly target: SideControl;

  /** Joins, or begins with fresh words. */
  constructor(words: Int32Array = new Int32Array(new SharedArrayBuffer(4 * (FIRST_SIDE + 2 * SIDE_WORDS)))) {
    this.words = words;
    this.source = new SideControl(words, FIRST_SIDE);
    this.target = new SideControl(words, FIRST_SIDE + SIDE_WORDS);
  }

  /** The user wants the job to end. */
  get stopped(): boolean {
    return Atomics.load(this.words, STOP) !== 0;
  }

  /** Tells all threads that the job is to end. */
  stop(): void {
    Atomics.store(this.words, STOP, 1);
  }

  /** One of {@linkcode READER}. It is set before the ring is stopped. */
  get readerState(): number {
    return Atomics.load(this.words, READER_STATE);
  }

  /** Set by the reader, or for it when its thread is gone. */
  set readerState(state: number) {
    Atomics.store(this.words, READER_STATE, state);
  }

  /** Fills handed over by the reader. */
  get filled(): number {
    return Atomics.load(this.words, FILLED);
  }

  /** Fills given back by the writer. */
  get emptied(): number {
    return Atomics.load(this.words, EMPTIED);
  }

  /** Blocks handed over by the reader. */
  get read(): number {
    return Atomics.load(this.words, READ);
  }

  /** Blocks that the drive has taken, padding included. */
  get written(): number {
    return Atomics.load(this.words, WRITTEN);
  }

  /** Set by the drive's thread. */
  set written(blocks: number) {
    Atomics.store(this.words, WRITTEN, blocks);
  }

  /** Blocks that the drive was to take, those of a failed write included. */
  get tried(): number {
    return Atomics.load(this.words, TRIED);
  }

  /** Set by the drive's thread. */
  set tried(blocks: number) {
    Atomics.store(this.words, TRIED, blocks);
  }

  /** Lowest number of fills that stood in the ring while recording. */
  get lowest(): number {
    return Atomics.load(this.words, LOWEST);
  }

  /** Set by the drive's thread. */
  set lowest(fills: number) {
    Atomics.store(this.words, LOWEST, fills);
  }

  /** How often the ring was empty when a block was due. */
  get underruns(): number {
    return Atomics.load(this.words, UNDERRUNS);
  }

  /** Blocks that were read back. */
  get compared(): number {
    return Atomics.load(this.words, COMPARED);
  }

  /** Set by the drive's thread. */
  set compared(blocks: number) {
    Atomics.store(this.words, COMPARED, blocks);
  }

  /** The reader has handed over a fill of so many blocks. */
  countFill(blocks: number): void {
    Atomics.add(this.words, FILLED, 1);
    Atomics.add(this.words, READ, blocks);
  }

  /** The writer has given a fill back. */
  countEmptied(): void {
    Atomics.add(this.words, EMPTIED, 1);
  }

  /** The ring was empty when a block was due. */
  countUnderrun(): void {
    Atomics.add(this.words, UNDERRUNS, 1);
  }

  /** Prepares for another passage of the source through the ring. */
  rewind(): void {
    for (const word of [READER_STATE, FILLED, EMPTIED, READ]) Atomics.store(this.words, word, 0);
  }
}
