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
import { s32, u16, u32 } from "./bytes.ts";
import type { Clock } from "./clock.ts";
import { COMMANDS } from "./commands/table.ts";
import type { Fault } from "./faults.ts";
import { closedError, executeStrictly, MAX_TRANSFER } from "./frame.ts";
import { type DriveSetup, Machine, type TrayState } from "./machine.ts";
import type { DiscState } from "./state.ts";
import type { DiscFiles } from "./store.ts";

/** What others may know of a drive between two commands. */
export interface DriveStatus {
  /** Where the disc is. */
  readonly tray: TrayState;
  /** A host has prevented its removal. */
  readonly prevented: boolean;
  /** It is recording, or at work on what was recorded. */
  readonly recording: boolean;
  /** A unit attention waits to be told. */
  readonly attention: boolean;
}

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
  constructor(name: string, store: DiscFiles, disc: DiscState, clock: Clock, setup: DriveSetup = {}) {
    this.name = name;
    this.#machine = new Machine(name, store, disc, clock, setup);
    this.#machine.family.recover(this.#machine);
  }

  /** How it is now. */
  get status(): DriveStatus {
    const m = this.#machine;
    const recording = m.current !== undefined || m.announced !== undefined || m.time.work() !== undefined;
    const attention = m.attentions.length > 0;
    return { tray: m.tray, prevented: m.disc.locked, recording, attention };
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
    if (this.#closed) throw closedError(this.name);
    const m = this.#machine;
    m.fault = undefined;
    return executeStrictly(m, COMMANDS, cdb, direction, data, timeout, () => {
      if (!m.faults.empty) meetFault(m, cdb);
    });
  }

  /** Writes the state down and gives the files back. The removal lock stays, as on a real drive. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#machine.retire();
  }

  /** Gives the files back and writes nothing: the disc is no longer in this drive. */
  abandon(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#machine.store.close();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }
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
