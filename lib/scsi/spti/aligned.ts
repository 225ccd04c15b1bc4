/**
 * Data at addresses that an adapter can use.
 *
 * @module
 */

import { Addresses } from "../address.ts";

/** Lends memory at aligned addresses for data that does not lie at one. */
export class AlignedData {
  readonly #mask: number;
  readonly #addresses = new Addresses();
  readonly #own = new Addresses();
  #buffer = new Uint8Array(0);

  /** @param mask the bits that have to be 0 in an address: one less than a power of two */
  constructor(mask: number) {
    this.#mask = mask;
  }

  /** The data itself where it lies well, else memory of the same length: its address and its view. */
  place(data: Uint8Array): { address: number; view: Uint8Array } {
    const address = this.#addresses.of(data);
    if (address % (this.#mask + 1) === 0) return { address, view: data };
    const view = this.#borrow(data.length);
    return { address: this.#own.of(view), view };
  }

  /** Lets go of all memory. */
  forget(): void {
    this.#addresses.forget();
    this.#own.forget();
    this.#buffer = new Uint8Array(0);
  }

  #borrow(length: number): Uint8Array {
    const step = this.#mask + 1;
    if (this.#buffer.length < length + this.#mask) this.#buffer = new Uint8Array(length + this.#mask);
    const offset = (step - this.#own.of(this.#buffer) % step) % step;
    return this.#buffer.subarray(offset, offset + length);
  }
}
