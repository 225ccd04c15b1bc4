/**
 * A changer held in a folder: the same face as a real one, and as strict as SMC-3 lets it be. The frame of its
 * commands is that of the drive.
 *
 * @module
 */

import type { Direction, ScsiAnswer, Transport } from "../../scsi/transport.ts";
import { DiscglowError } from "../../errors.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { Clock } from "../clock.ts";
import { closedError, executeStrictly, MAX_TRANSFER } from "../frame.ts";
import { CHANGER_COMMANDS } from "./commands/table.ts";
import { commandTargets } from "./commands/targets.ts";
import { type Held, holdAsHost } from "./locks.ts";
import { ChangerMachine } from "./machine.ts";

const RESERVATION_CONFLICT = 0x18;

/** A virtual changer that is in use. */
export class VirtualChanger implements Transport {
  /** The device as the user named it. */
  readonly name: string;
  /** 1 MiB. */
  readonly maxTransfer = MAX_TRANSFER;
  /** None: the lock ends with the process. */
  readonly descriptor = undefined;
  readonly #machine: ChangerMachine;
  readonly #host: Held | undefined;
  #closed = false;

  /** Opens the changer whose folder is `dir`. Who only reads needs no lock, and cannot move anything. */
  constructor(name: string, dir: string, clock: Clock, readOnly: boolean) {
    this.name = name;
    this.#host = readOnly ? undefined : holdAsHost(name, `${dir}/state/changer.host`, true);
    try {
      this.#machine = new ChangerMachine(name, dir, clock, readOnly);
    } catch (error) {
      this.#host?.[Symbol.dispose]();
      throw error;
    }
  }

  /** Sends one command. */
  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    if (this.#closed) throw closedError(this.name);
    const m = this.#machine;
    const opcode = cdb[0] ?? 0;
    const targets = commandTargets(cdb);
    if (targets.changes && m.readOnly) {
      return { status: RESERVATION_CONFLICT, sense: new Uint8Array(0), residual: data.length, duration: 0 };
    }
    try {
      const answer = executeStrictly(m, CHANGER_COMMANDS, cdb, direction, data, timeout, () => {
        m.begin(opcode, targets, CHANGER_COMMANDS[opcode]?.pastAttention === true);
      });
      m.end();
      m.answerInTime();
      return answer;
    } catch (error) {
      if (error instanceof TransportError) throw error;
      if (!(error instanceof DiscglowError || error instanceof Deno.errors.NotFound)) throw error;
      // its folder was taken away, or damaged, while it was in use
      throw new TransportError(this.name, "gone", `Cannot reach ${this.name}: ${error.message}`, {
        cause: error,
      });
    }
  }

  /** Gives the changer back. What was locked stays locked, as on a real one. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#host?.[Symbol.dispose]();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}
