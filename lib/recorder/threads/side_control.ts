/**
 * What is known of one thread of a job: a thread may die without a word, or hang in a call of the system.
 *
 * @module
 */

// Words of a side.
const BEGUN = 0;
const ENDED = 1;
const BEAT = 2;
const PATIENCE = 3;
const ORPHANED = 4;
const DESCRIPTOR = 5;

/** How many there are. */
export const SIDE_WORDS = 6;

/** How long a thread at work may be silent when it has not said otherwise, in milliseconds. */
const USUAL_PATIENCE = 10_000;

/** The words about one thread. */
export class SideControl {
  readonly #words: Int32Array;
  readonly #at: number;

  /** `at` is the first of its words. */
  constructor(words: Int32Array, at: number) {
    this.#words = words;
    this.#at = at;
  }

  /** Number of the latest task that the thread has begun. */
  get begun(): number {
    return Atomics.load(this.#words, this.#at + BEGUN);
  }

  /** Set by the thread. */
  set begun(task: number) {
    Atomics.store(this.#words, this.#at + BEGUN, task);
  }

  /** Number of the latest task that the thread has ended; it has sent the answer before. */
  get ended(): number {
    return Atomics.load(this.#words, this.#at + ENDED);
  }

  /** Set by the thread. */
  set ended(task: number) {
    Atomics.store(this.#words, this.#at + ENDED, task);
  }

  /** Changes with every sign of life. */
  get beat(): number {
    return Atomics.load(this.#words, this.#at + BEAT);
  }

  /** Within so many milliseconds the thread wants to give its next sign. */
  get patience(): number {
    return Atomics.load(this.#words, this.#at + PATIENCE) || USUAL_PATIENCE;
  }

  /** The thread is alive, and will say so again within so many milliseconds. */
  alive(patience: number = USUAL_PATIENCE): void {
    Atomics.store(this.#words, this.#at + PATIENCE, patience);
    Atomics.add(this.#words, this.#at + BEAT, 1);
  }

  /** The job has given the thread up: should it still run, it must leave the device alone. */
  get orphaned(): boolean {
    return Atomics.load(this.#words, this.#at + ORPHANED) !== 0;
  }

  /** Gives the thread up. */
  orphan(): void {
    Atomics.store(this.#words, this.#at + ORPHANED, 1);
  }

  /** The thread has opened a descriptor of the system. */
  hold(descriptor: number | undefined): void {
    Atomics.store(this.#words, this.#at + DESCRIPTOR, (descriptor ?? -1) + 1);
  }

  /** Takes the duty to close it: the thread that gets the number closes it, any other gets `undefined`. */
  letGo(): number | undefined {
    const held = Atomics.exchange(this.#words, this.#at + DESCRIPTOR, 0);
    return held === 0 ? undefined : held - 1;
  }
}
