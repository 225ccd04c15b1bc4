/**
 * A log that keeps its lines back until it is known whether they are news.
 *
 * @module
 */

import type { Log, LogSource } from "./log.ts";

/** Holds lines; once released, it passes them on at once. */
export class HeldLog implements Log {
  readonly #log: Log;
  #held: (() => void)[] | undefined = [];

  /** Takes the log that the lines are for. */
  constructor(log: Log) {
    this.#log = log;
  }

  /** See {@linkcode Log}. */
  write(level: number, source: LogSource, text: string, tag?: string): void {
    this.#pass(() => this.#log.write(level, source, text, tag));
  }

  /** See {@linkcode Log}. */
  error(level: number, source: LogSource, error: unknown, tag?: string): void {
    this.#pass(() => this.#log.error(level, source, error, tag));
  }

  /** Writes what was held, and holds nothing from now on. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const write of held) write();
  }

  #pass(write: () => void): void {
    if (this.#held === undefined) write();
    else this.#held.push(write);
  }
}
