/**
 * A ring buffer in shared memory: slots that several producers fill and one consumer empties in order. Threads
 * share nothing else. Every wait ends when the stop word is set, so no thread is left behind.
 *
 * @module
 */

// Control words.
const STOP = 0;
const CLAIMED = 1;
const CONSUMED = 2;
const PROGRESS = 3;
const READY = 4;

/** Waits look at the stop word at least this often, in milliseconds: a notification may come before the wait. */
const WAIT_MS = 200;

/** A ring as it travels between threads. */
export interface RingData {
  /** Control words, then one word a slot: the number of the fill that stands in it, from 1. */
  readonly words: Int32Array;
  /** Bytes in each slot. */
  readonly lengths: Int32Array;
  /** The slots, one behind the other. */
  readonly bytes: Uint8Array;
  /** Bytes of a slot. */
  readonly slotBytes: number;
}

/** One thread's view of a ring. Fills are numbered from 0; a fill stands in slot `number % slots`. */
export class Ring {
  /** What other threads need to join. */
  readonly data: RingData;
  /** Number of slots. */
  readonly slots: number;
  readonly #words: Int32Array;

  /** Joins a ring that another thread has made. */
  constructor(data: RingData) {
    this.data = data;
    this.slots = data.lengths.length;
    this.#words = data.words;
  }

  /** Makes a ring of so many slots of so many bytes. */
  static create(slots: number, slotBytes: number): Ring {
    return new Ring({
      words: new Int32Array(new SharedArrayBuffer(4 * (READY + slots))),
      lengths: new Int32Array(new SharedArrayBuffer(4 * slots)),
      bytes: new Uint8Array(new SharedArrayBuffer(slots * slotBytes)),
      slotBytes,
    });
  }

  /** Whether the work is to end. */
  get stopped(): boolean {
    return Atomics.load(this.#words, STOP) !== 0;
  }

  /** Ends the work of all threads: every wait returns. */
  stop(): void {
    Atomics.store(this.#words, STOP, 1);
    for (let word = 0; word < this.#words.length; word++) Atomics.notify(this.#words, word);
  }

  /** Producer: takes the next fill as its own and returns its number. */
  claim(): number {
    return Atomics.add(this.#words, CLAIMED, 1);
  }

  /** Producer: waits until the slot of a claimed fill is free; `undefined` when the work ends. */
  slot(fill: number): Uint8Array | undefined {
    for (;;) {
      if (this.stopped) return undefined;
      const consumed = Atomics.load(this.#words, CONSUMED);
      if (fill < consumed + this.slots) return this.#bytesOf(fill, this.data.slotBytes);
      Atomics.wait(this.#words, CONSUMED, consumed, WAIT_MS);
    }
  }

  /** Producer: hands over a fill of so many bytes. */
  publish(fill: number, length: number): void {
    const slot = fill % this.slots;
    this.data.lengths[slot] = length;
    Atomics.store(this.#words, READY + slot, fill + 1);
    Atomics.notify(this.#words, READY + slot);
  }

  /** Consumer: waits for a fill; `undefined` when the work ends. */
  take(fill: number): Uint8Array | undefined {
    const word = READY + fill % this.slots;
    for (;;) {
      const ready = Atomics.load(this.#words, word);
      if (ready === fill + 1) return this.#bytesOf(fill, this.data.lengths[fill % this.slots]!);
      if (this.stopped) return undefined;
      Atomics.wait(this.#words, word, ready, WAIT_MS);
    }
  }

  /** Consumer on a thread that must not block: the same as {@linkcode take}. */
  async takeLater(fill: number): Promise<Uint8Array | undefined> {
    const word = READY + fill % this.slots;
    for (;;) {
      const ready = Atomics.load(this.#words, word);
      if (ready === fill + 1) return this.#bytesOf(fill, this.data.lengths[fill % this.slots]!);
      if (this.stopped) return undefined;
      await Atomics.waitAsync(this.#words, word, ready, WAIT_MS).value;
    }
  }

  /** Consumer: gives the slot of a fill back to the producers. */
  release(fill: number): void {
    Atomics.store(this.#words, CONSUMED, fill + 1);
    Atomics.notify(this.#words, CONSUMED);
  }

  /** How far the consumer says it has come, in a unit of its choice. */
  get progress(): number {
    return Atomics.load(this.#words, PROGRESS) >>> 0;
  }

  /** Consumer: says how far it has come. */
  set progress(value: number) {
    Atomics.store(this.#words, PROGRESS, value);
  }

  #bytesOf(fill: number, length: number): Uint8Array {
    const from = (fill % this.slots) * this.data.slotBytes;
    return this.data.bytes.subarray(from, from + length);
  }
}
