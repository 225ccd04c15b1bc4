/**
 * A long job lets others run now and then, such as the signal that is to stop it.
 *
 * @module
 */

import { StoppedError } from "../errors.ts";

/** How long a job runs before others get their turn, in milliseconds. */
const TURN = 50;

/** The turns of one job. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  readonly #stopped: string;
  readonly #onLong: () => void;
  #began = performance.now();

  /**
   * Begins the first turn.
   *
   * @param stopped the message of the `StoppedError` when the signal ends the job
   * @param onLong called at the end of every turn, which only a long job sees
   */
  constructor(signal: AbortSignal | undefined, stopped: string, onLong: () => void = () => {}) {
    this.#signal = signal;
    this.#stopped = stopped;
    this.#onLong = onLong;
  }

  /** To be awaited now and then: lets others run, and ends the job when it is to stop. */
  async next(): Promise<void> {
    this.#stopIfAsked();
    if (performance.now() - this.#began < TURN) return;
    this.#onLong();
    await new Promise((resolve) => setTimeout(resolve));
    this.#began = performance.now();
    this.#stopIfAsked();
  }

  #stopIfAsked(): void {
    if (this.#signal?.aborted) throw new StoppedError(this.#stopped);
  }
}
