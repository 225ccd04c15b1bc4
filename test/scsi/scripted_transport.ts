/**
 * A transport that answers from a script and remembers what it was asked.
 *
 * @module
 */

import { encodeSense, parseSenseNumbers } from "../../lib/scsi/sense.ts";
import type { Direction, ScsiAnswer, Transport } from "../../lib/scsi/transport.ts";

/** A command as it came in. */
export interface Sent {
  readonly cdb: number[];
  readonly direction: Direction;
  readonly length: number;
  readonly timeout: number;
}

/** What is answered: a whole answer, sense data by its numbers, bytes of data, or an error to throw. */
export type Scripted = Partial<ScsiAnswer> | string | Uint8Array | Error;

/** Answers the commands one after the other, and with GOOD when the script is at its end. */
export class ScriptedTransport implements Transport {
  readonly name = "/dev/test";
  readonly maxTransfer = 65536;
  readonly descriptor = 7;
  readonly sent: Sent[] = [];
  closed = 0;
  readonly #script: Scripted[];

  constructor(...script: Scripted[]) {
    this.#script = script;
  }

  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    this.sent.push({ cdb: [...cdb], direction, length: data.length, timeout });
    const next = this.#script.shift() ?? {};
    if (next instanceof Error) throw next;
    const good = { status: 0, sense: new Uint8Array(0), residual: 0, duration: 1 };
    if (typeof next === "string") {
      return { ...good, status: 2, sense: encodeSense(parseSenseNumbers(next)!), residual: data.length };
    }
    if (next instanceof Uint8Array) {
      data.set(next.subarray(0, data.length));
      return { ...good, residual: Math.max(0, data.length - next.length) };
    }
    return { ...good, ...next };
  }

  close(): void {
    this.closed++;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
