/**
 * The numbers of the database for whoever asks for the status a thousand times a second.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";

/** What the database counts. */
export type Counts = ReturnType<Volumes["counts"]>;

/** Milliseconds after which the numbers are counted anew, when anything has changed. */
const FRESH = 500;

/** Counts when something has changed, and not more often than is worth it. */
export class CountCache {
  readonly #volumes: Volumes;
  readonly #now: () => number;
  #counts: Counts | undefined;
  #countedAt = 0;
  #stale = true;

  /** @param now milliseconds, as of `performance.now()` */
  constructor(volumes: Volumes, now: () => number = () => performance.now()) {
    this.#volumes = volumes;
    this.#now = now;
  }

  /** Something was added or taken away; jobs count at once, discs and files soon. */
  change(what: "jobs" | "discs"): void {
    this.#stale = true;
    if (what === "jobs") this.#counts = undefined;
  }

  /** The numbers. */
  get(): Counts {
    const old = this.#now() - this.#countedAt >= FRESH;
    if (this.#counts === undefined || (this.#stale && old)) {
      this.#counts = this.#volumes.counts();
      this.#countedAt = this.#now();
      this.#stale = false;
    }
    return this.#counts;
  }
}
