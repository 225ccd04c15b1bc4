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
  readonly #onWait: () => void;
  // Made once: a view for every fill would be the only thing a fill costs.
  readonly #views: Uint8Array[];

  /**
   * Joins a ring that another thread has made.
   *
   * @param onWait called now and then while this thread waits, at least every 200 ms
   */
  constructor(data: RingData, onWait: () => void = () => {}) {
    this.data = data;
    this.slots = data.lengths.length;
    this.#words = data.words;
    this.#onWait = onWait;
    this.#views = Array.from(data.lengths, (_, slot) => {
      return data.bytes.subarray(slot * data.slotBytes, (slot + 1) * data.slotBytes);
    });
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

  /** Makes it empty again and ready for other work, when no thread uses it. */
  reset(): void {
    this.#words.fill(0);
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
      this.#onWait();
    }
  }

  /** Producer on a thread that must not block: the same as {@linkcode slot}. */
  async slotLater(fill: number): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.stopped) return undefined;
      const consumed = Atomics.load(this.#words, CONSUMED);
      if (fill < consumed + this.slots) return this.#bytesOf(fill, this.data.slotBytes);
      await Atomics.waitAsync(this.#words, CONSUMED, consumed, WAIT_MS).value;
    }
  }

  /** Producer: hands over a fill of so many bytes. */
  publish(fill: number, length: number): void {
    const slot = fill % this.slots;
    this.data.lengths[slot] = length;
    Atomics.store(this.#words, READY + slot, fill + 1);
    Atomics.notify(this.#words, READY + slot);
  }

  /** Consumer: whether a fill is there to be taken. */
  has(fill: number): boolean {
    return Atomics.load(this.#words, READY + fill % this.slots) === fill + 1;
  }

  /** Consumer: waits for a fill; `undefined` when the work ends. What was published before that is still given. */
  take(fill: number): Uint8Array | undefined {
    const word = READY + fill % this.slots;
    for (;;) {
      // Asked first: what comes before the end must not be missed because it came in between.
      const stopped = this.stopped;
      const ready = Atomics.load(this.#words, word);
      if (ready === fill + 1) return this.#bytesOf(fill, this.data.lengths[fill % this.slots]!);
      if (stopped) return undefined;
      Atomics.wait(this.#words, word, ready, WAIT_MS);
      this.#onWait();
    }
  }

  /** Consumer on a thread that must not block: the same as {@linkcode take}. */
  async takeLater(fill: number): Promise<Uint8Array | undefined> {
    const word = READY + fill % this.slots;
    for (;;) {
      const stopped = this.stopped;
      const ready = Atomics.load(this.#words, word);
      if (ready === fill + 1) return this.#bytesOf(fill, this.data.lengths[fill % this.slots]!);
      if (stopped) return undefined;
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
    const view = this.#views[fill % this.slots]!;
    return length === view.length ? view : view.subarray(0, length);
  }
}
