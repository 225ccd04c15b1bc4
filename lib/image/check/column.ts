/**
 * A growing list of numbers: 8 bytes each, where objects would take many times as much.
 *
 * @module
 */

/** A growing list of numbers. */
export class Column {
  /** How many numbers there are. */
  length: number = 0;
  #values = new Float64Array(256);

  /** Adds a number at the end and returns its index. */
  push(value: number): number {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    return this.length++;
  }

  /** The number at an index; 0 beyond the end. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  /** Replaces the number at an index. */
  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** Adds 1 to the number at an index. */
  increment(index: number): void {
    this.#values[index]!++;
  }

  /** Indexes in ascending order of their numbers, which must be integers below 2^32; equal ones keep their order. */
  order(): Uint32Array {
    const pairs = new Uint32Array(this.length * 2);
    for (let i = 0; i < this.length; i++) {
      pairs[2 * i + LOW] = i;
      pairs[2 * i + 1 - LOW] = this.#values[i]!;
    }
    new BigUint64Array(pairs.buffer).sort();
    const indexes = new Uint32Array(this.length);
    for (let i = 0; i < indexes.length; i++) indexes[i] = pairs[2 * i + LOW]!;
    return indexes;
  }
}

/** Where the low half of a 64-bit number lies on this machine. */
const LOW = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1;
