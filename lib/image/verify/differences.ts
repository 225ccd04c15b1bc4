/**
 * What differs between an image and its source.
 *
 * @module
 */

/** One thing that is not the same in both. */
export interface Difference {
  /** Path in the image, undecodable bytes as `\xNN`. */
  readonly path: string;
  /** What differs, such as `missing in the image` or `mode 0644 in the image, 0755 in the source`. */
  readonly what: string;
}

/** So many differences are kept. */
const MAX_KEPT = 1000;

/** Collects differences: all are counted and told, the first are kept. */
export class Differences {
  /** The first of them. */
  readonly kept: Difference[] = [];
  /** How many there are. */
  count = 0;
  readonly #onDifference: ((difference: Difference) => void) | undefined;

  constructor(onDifference?: (difference: Difference) => void) {
    this.#onDifference = onDifference;
  }

  /** Notes a difference. */
  add(path: string, what: string): void {
    const difference = { path, what };
    if (this.count++ < MAX_KEPT) this.kept.push(difference);
    this.#onDifference?.(difference);
  }
}
