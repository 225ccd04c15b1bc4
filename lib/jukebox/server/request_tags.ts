/**
 * The tags that tie the lines of one request together in the log: a digit or letter, given in turn.
 *
 * @module
 */

const TAGS = "123456789abcdefghijklmnopqrstuvwxyz";

/** Gives out tags. */
export class RequestTags {
  #next = 0;

  /** The tag of the next request. */
  next(): string {
    const tag = TAGS[this.#next]!;
    this.#next = (this.#next + 1) % TAGS.length;
    return tag;
  }
}
