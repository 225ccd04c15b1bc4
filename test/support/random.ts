/**
 * Random numbers from a seed, so that what failed once fails again.
 *
 * @module
 */

/** A generator (xorshift32). */
export class Random {
  #state: number;

  /** Starts at a seed. */
  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) | 0 || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  /** A number from 0 up to, but not, 1. */
  next(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 4294967296;
  }

  /** A whole number from 0 up to, but not, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** One of several. */
  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  /** True so often of 1. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** That many random bytes. */
  bytes(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.next() * 256;
    return bytes;
  }

  /** The same things in another order. */
  shuffled<T>(of: readonly T[]): T[] {
    const all = [...of];
    for (let i = all.length - 1; i > 0; i--) {
      const k = this.below(i + 1);
      [all[i], all[k]] = [all[k]!, all[i]!];
    }
    return all;
  }
}
