/**
 * One after the other: for the robot, which does one thing at a time, and for the mail slots, which people see.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";

/** Lets each piece of work wait for the one before. */
export class Turn {
  #last: Promise<void> = Promise.resolve();

  /**
   * Does the work when all that came before has ended, however it has ended.
   *
   * @throws {StoppedError} when the signal ends the wait; work that has begun goes on
   */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((settle, fail) => {
      const stop = () => fail(new StoppedError("Stopped while waiting for its turn"));
      if (signal?.aborted === true) return stop();
      signal?.addEventListener("abort", stop);
      const begun = async () => {
        signal?.removeEventListener("abort", stop);
        if (signal?.aborted !== true) settle(await work());
      };
      this.#last = this.#last.then(begun).catch(fail);
    });
  }
}
