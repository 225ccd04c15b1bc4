/**
 * Which slots jobs work on, so that two jobs never handle the same disc at the same time.
 *
 * @module
 */

import type { Bell } from "./bell.ts";

/** The slots in the hands of jobs. */
export class SlotClaims {
  readonly #taken = new Map<string, number>();
  readonly #bell: Bell;

  /** Rings the bell whenever a slot becomes free. */
  constructor(bell: Bell) {
    this.#bell = bell;
  }

  /** Takes a slot for a job; `false` when another job has it. */
  take(device: string, slot: number, job: number): boolean {
    const key = `${slot} ${device}`;
    const holder = this.#taken.get(key);
    if (holder !== undefined && holder !== job) return false;
    this.#taken.set(key, job);
    return true;
  }

  /** Gives it back. */
  free(device: string, slot: number, job: number): void {
    const key = `${slot} ${device}`;
    if (this.#taken.get(key) !== job) return;
    this.#taken.delete(key);
    this.#bell.ring();
  }

  /** Gives all slots of a job back. */
  freeAll(job: number): void {
    for (const [key, holder] of this.#taken) if (holder === job) this.#taken.delete(key);
    this.#bell.ring();
  }
}
