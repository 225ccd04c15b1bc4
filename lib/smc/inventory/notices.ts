/**
 * What is odd in a changer's answers: each said once, and not without end.
 *
 * @module
 */

/** As many are kept; a changer that lies about every slot has said enough then. */
const MOST = 100;

/** As many addresses are named in a sentence. */
const NAMED = 5;

/** Addresses in a sentence. */
export function someOf(addresses: readonly number[]): string {
  const named = addresses.slice(0, NAMED).join(", ");
  return addresses.length > NAMED ? `${named} and ${addresses.length - NAMED} more` : named;
}

/** Gathers sentences. */
export class Notices {
  readonly #texts = new Set<string>();
  #more = 0;

  /** Adds a sentence without a final period. */
  add(text: string): void {
    if (this.#texts.has(text)) return;
    if (this.#texts.size < MOST) this.#texts.add(text);
    else this.#more++;
  }

  /** All of them, in the order they came. */
  list(): string[] {
    return this.#more === 0 ? [...this.#texts] : [...this.#texts, `${this.#more} more are not listed`];
  }
}
