/**
 * The drive's buffer: takes data as fast as it comes and gives it to the medium at recording speed.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

/** The part of the buffer that is filled before recording begins. */
const START_FILL = 0.5;

/** Data on its way to the medium. All times in milliseconds. */
export class DriveBuffer {
  /** Bytes it holds. */
  readonly size: number;
  /** Bytes a millisecond that go to the medium; 0 for no limit. */
  rate = 0;
  readonly #clock: Clock;
  #level = 0;
  #recording = false;
  #at = 0;
  #ranEmpty = false;

  /** An empty buffer. */
  constructor(size: number, clock: Clock) {
    this.size = size;
    this.#clock = clock;
  }

  /** Bytes that are not on the medium yet. */
  get level(): number {
    this.#drain();
    return this.#level;
  }

  /** How long until so many bytes more have room. */
  waitFor(bytes: number): number {
    if (this.rate === 0) return 0;
    this.#drain();
    const excess = this.#level + Math.min(bytes, this.size) - this.size;
    if (excess <= 0) return 0;
    this.#recording = true;
    return excess / this.rate;
  }

  /** Takes bytes. */
  take(bytes: number): void {
    if (this.rate === 0) return;
    this.#drain();
    this.#level += bytes;
    if (this.#level >= this.size * START_FILL) this.#recording = true;
  }

  /** How long until all of it is on the medium; recording begins if it has not. */
  timeToEmpty(): number {
    if (this.rate === 0) return 0;
    this.#drain();
    if (this.#level > 0) this.#recording = true;
    return this.#level / this.rate;
  }

  /** Nothing is to follow: an empty buffer is no loss of streaming now. */
  settle(): void {
    this.#level = 0;
    this.#recording = false;
    this.#ranEmpty = false;
  }

  /** Whether it ran empty in the middle of recording since this was asked last. */
  takeUnderrun(): boolean {
    this.#drain();
    const was = this.#ranEmpty;
    this.#ranEmpty = false;
    return was;
  }

  #drain(): void {
    const now = this.#clock.now();
    const passed = now - this.#at;
    this.#at = now;
    if (!this.#recording || passed <= 0) return;
    this.#level -= passed * this.rate;
    if (this.#level > 0) return;
    this.#ranEmpty ||= this.#level < 0;
    this.#level = 0;
    this.#recording = false;
  }
}
