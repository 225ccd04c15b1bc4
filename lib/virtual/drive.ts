/**
 * A drive with a disc, both in a file: the same face as a real one, and as strict as MMC-6 lets it be.
 *
 * What it refuses, and with which sense, stands in `sense.ts`. Beyond MMC-6 it refuses what a real bus would
 * garble: a CDB of the wrong length or with reserved bits set (5/24/00), data in the wrong direction (5/24/00), and a
 * parameter list of another length than the command says or less data than it writes (5/1A/00).
 *
 * @module
 */

import type { Direction, ScsiAnswer, Transport } from "../scsi/transport.ts";
import { TransportError } from "../scsi/transport_error.ts";
import { s32, u16, u32 } from "./bytes.ts";
import type { Clock } from "./clock.ts";
import type { Command } from "./commands/command.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Fault } from "./faults.ts";
import { Machine } from "./machine.ts";
import { encodeSense, Refusal, refuse, SENSE } from "./sense.ts";
import type { DiscState } from "./state.ts";
import type { Store } from "./store.ts";

const GOOD = 0;
const CHECK_CONDITION = 2;
const NO_SENSE = new Uint8Array(0);

/** Largest transfer of one command: what adapters of real drives take at least, and a good deal more. */
const MAX_TRANSFER = 1024 * 1024;

/** A virtual drive that is in use. */
export class VirtualDrive implements Transport {
  /** The device as the user named it. */
  readonly name: string;
  /** 1 MiB. */
  readonly maxTransfer = MAX_TRANSFER;
  /** None: closing it is up to this thread, and the lock ends with the process. */
  readonly descriptor = undefined;
  readonly #machine: Machine;
  #closed = false;

  /** Made by {@linkcode openVirtualDrive}. */
  constructor(name: string, store: Store, disc: DiscState, clock: Clock) {
    this.name = name;
    this.#machine = new Machine(name, store, disc, clock);
    this.#machine.family.recover(this.#machine);
  }

  /** Gives the drive one fault more, while it is in use. */
  addFault(fault: Fault): void {
    this.#machine.faults.add(fault);
  }

  /** Takes all faults away. */
  clearFaults(): void {
    this.#machine.faults.clear();
  }

  /** Sends one command. */
  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const m = this.#machine;
    this.#checkReachable(data);
    const start = m.clock.now();
    m.time.deadline = start + timeout;
    m.transferred = 0;
    m.fault = undefined;
    let status = GOOD;
    let sense: Uint8Array = NO_SENSE;
    try {
      m.transferred = run(m, cdb, direction, data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      status = CHECK_CONDITION;
      sense = encodeSense(error.code, error.detail);
    }
    return { status, sense, residual: data.length - m.transferred, duration: m.clock.now() - start };
  }

  /** Writes the state down and gives the files back. The removal lock stays, as on a real drive. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#machine.retire();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }

  #checkReachable(data: Uint8Array): void {
    if (this.#closed) {
      throw new TransportError(this.name, "gone", `Cannot reach ${this.name}: it has been closed`);
    }
    if (this.#machine.gone) {
      throw new TransportError(this.name, "gone", `Cannot reach ${this.name}: the drive is gone`);
    }
    if (data.length > MAX_TRANSFER) {
      throw new TransportError(
        this.name,
        "too long",
        `Cannot send a command to ${this.name}: ${data.length} bytes are more than one command can move`,
      );
    }
  }
}

function run(m: Machine, cdb: Uint8Array, direction: Direction, data: Uint8Array): number {
  const command = COMMANDS[cdb[0] ?? 0];
  if (!m.faults.empty) meetFault(m, cdb);
  if (command === undefined) return refuse(SENSE.unknownCommand);
  checkCdb(command, cdb);
  checkDirection(command, direction, data);
  if (m.attentions.length > 0 && command.pastAttention !== true) refuse(m.attentions.shift()!);
  if (command.medium) m.requireReady();
  return command.run(m, cdb, data);
}

function checkCdb(command: Command, cdb: Uint8Array): void {
  const { mask } = command;
  if (cdb.length !== mask.length + 1) refuse(SENSE.invalidField, { field: 0 });
  for (let at = 1; at < cdb.length; at++) {
    if ((cdb[at]! & ~mask[at - 1]!) !== 0) refuse(SENSE.invalidField, { field: at });
  }
}

/** A command may do without data; it must not have it the other way. */
function checkDirection(command: Command, direction: Direction, data: Uint8Array): void {
  if (direction === command.direction) {
    if (direction === "none" && data.length > 0) refuse(SENSE.listLength);
  } else if (direction !== "none" || data.length > 0) refuse(SENSE.invalidField, { field: 0 });
}

/** Lets a fault happen, or keeps it for the block where it lies in wait. */
function meetFault(m: Machine, cdb: Uint8Array): void {
  const opcode = cdb[0] ?? 0;
  const hasBlocks = cdb.length >= 10 && [0x28, 0x2a, 0x2e, 0x2f, 0xa8, 0xaa].includes(opcode);
  const long = opcode >= 0xa0 && cdb.length >= 12;
  const block = hasBlocks ? s32(cdb, 2) : 0;
  const count = !hasBlocks ? 0 : long ? u32(cdb, 6) : u16(cdb, 7);
  const fault = m.faults.meet(opcode, block, count);
  if (fault === undefined) return;
  // A unit attention is told before anything is done, so that the command can be sent again as it is.
  const waits = fault.block !== undefined && fault.kind !== "attention" && opcode !== 0x2f;
  if (waits) m.fault = fault;
  else m.fail(fault);
}
