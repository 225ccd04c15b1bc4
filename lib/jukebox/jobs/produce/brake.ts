/**
 * What ends a recording before its time.
 *
 * @module
 */

import type { Production } from "./production.ts";

/** Ends a recording when it has to end, and a comparison, which can be done again, sooner. */
export class Brake implements Disposable {
  readonly #controller = new AbortController();
  readonly #run: Production["run"];
  readonly #stop = () => this.#controller.abort();

  /** Brakes with its job. */
  constructor({ run }: Production) {
    this.#run = run;
    if (run.cut.aborted) this.#stop();
    run.cut.addEventListener("abort", this.#stop);
  }

  /** For the recording. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on it is only compared. */
  onHalt(): void {
    if (this.#run.halt.aborted) this.#stop();
    this.#run.halt.addEventListener("abort", this.#stop);
  }

  /** It has ended. */
  [Symbol.dispose](): void {
    this.#run.cut.removeEventListener("abort", this.#stop);
    this.#run.halt.removeEventListener("abort", this.#stop);
  }
}
