/**
 * Whoever listens to a job. A listener that throws stops the job in order, and the job ends with what was thrown.
 *
 * @module
 */

import type { RecordEvent } from "../events.ts";
import { Phases } from "./progress.ts";

/** The listener of one job. */
export class Listener {
  /** Which phases have been told to have begun. */
  readonly phases = new Phases();
  readonly #onEvent: ((event: RecordEvent) => void) | undefined;
  readonly #stop: () => void;
  #thrown: { readonly error: unknown } | undefined;

  /** `stop` stops the job: the disc and the drive come first. */
  constructor(onEvent: ((event: RecordEvent) => void) | undefined, stop: () => void) {
    this.#onEvent = onEvent;
    this.#stop = stop;
  }

  /** Tells an event. */
  tell(event: RecordEvent): void {
    this.phases.hear(event);
    try {
      this.#onEvent?.(event);
    } catch (error) {
      this.#thrown ??= { error };
      this.#stop();
    }
  }

  /** Runs the job to its end; what the listener threw goes before what became of the job. */
  async during<T>(job: () => Promise<T>): Promise<T> {
    try {
      const result = await job();
      if (this.#thrown === undefined) return result;
    } catch (error) {
      if (this.#thrown === undefined) throw error;
    }
    throw this.#thrown.error;
  }
}
