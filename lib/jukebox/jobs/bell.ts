/**
 * Lets many wait for «something has changed», whatever it is.
 *
 * @module
 */

/** Wakes all who wait at the time it is rung. */
export class Bell {
  #waiting = new Set<() => void>();

  /** Something has changed. */
  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Resolves when it is rung next. */
  wait(): Promise<void> {
    return new Promise((wake) => void this.#waiting.add(wake));
  }

  /** The same, or when so many milliseconds have passed, or the signal comes. */
  async waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    // The longest that timers take.
    const timer = setTimeout(wake, Math.min(milliseconds, 2 ** 31 - 1));
    signal?.addEventListener("abort", wake);
    this.#waiting.add(wake);
    await promise;
    clearTimeout(timer);
    signal?.removeEventListener("abort", wake);
    this.#waiting.delete(wake);
  }
}
