/**
 * Tells every command and its answer, one line each, for those who look for a fault.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import { commandName } from "./opcodes.ts";
import { decodeSense, senseWords } from "./sense.ts";
import { STATUS, statusWords } from "./status.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";
import { WrappedTransport } from "./wrapped.ts";

const INQUIRY = 0x12;

/** Makes a transport that tells what goes through it. */
export function traced(transport: Transport, onLine: (line: string) => void): Transport {
  return new TracedTransport(transport, onLine);
}

class TracedTransport extends WrappedTransport {
  readonly #onLine: (line: string) => void;
  // Drives and changers share operation codes; INQUIRY tells which of them it is.
  #peripheralType: number | undefined;

  constructor(inner: Transport, onLine: (line: string) => void) {
    super(inner);
    this.#onLine = onLine;
  }

  override execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const command = `${this.name}: ${commandName(cdb, this.#peripheralType)} [${hexOf(cdb)}]${
      dataWords(direction, data.length)
    }`;
    try {
      const answer = this.inner.execute(cdb, direction, data, timeout);
      if (cdb[0] === INQUIRY && answer.status === STATUS.good) this.#peripheralType = data[0]! & 0x1f;
      this.#onLine(`${command}: ${answerWords(answer, data.length)}`);
      return answer;
    } catch (error) {
      this.#onLine(`${command}: ${error instanceof DiscglowError ? error.message : String(error)}`);
      throw error;
    }
  }

  override close(): void {
    this.#onLine(`${this.name}: close`);
    super.close();
  }
}

function dataWords(direction: Direction, length: number): string {
  return direction === "none" || length === 0 ? "" : ` ${length} bytes ${direction}`;
}

function answerWords(answer: ScsiAnswer, length: number): string {
  const short = answer.residual === 0 ? "" : `, ${length - answer.residual} bytes moved`;
  return `${statusText(answer)}${short}, ${Math.round(10 * answer.duration) / 10} ms`;
}

function statusText({ status, sense }: ScsiAnswer): string {
  if (status === STATUS.good) return "good";
  const decoded = status === STATUS.checkCondition ? decodeSense(sense) : undefined;
  if (decoded !== undefined) return senseWords(decoded);
  return sense.length === 0 ? statusWords(status) : `${statusWords(status)}, sense [${hexOf(sense)}]`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
