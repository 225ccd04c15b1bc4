/**
 * A sink in memory, for what is written to standard output or standard error.
 *
 * @module
 */

import type { Sink } from "../../lib/cli/output.ts";

const decoder = new TextDecoder();

/** Keeps what is written to it as text. */
export class MemorySink implements Sink {
  /** All of it. */
  text = "";
  /** Fails with this from now on. */
  failure: Error | undefined;
  readonly #terminal: boolean;

  /** @param terminal what {@linkcode isTerminal} says */
  constructor(terminal = false) {
    this.#terminal = terminal;
  }

  writeSync(bytes: Uint8Array): number {
    if (this.failure !== undefined) throw this.failure;
    this.text += decoder.decode(bytes);
    return bytes.length;
  }

  isTerminal(): boolean {
    return this.#terminal;
  }
}
