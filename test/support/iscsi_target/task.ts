/**
 * One command on its way through a target: it collects the data that comes for it, and becomes the units that
 * answer it.
 *
 * @module
 */

import type { Direction, ScsiAnswer } from "../../../lib/scsi/transport.ts";
import { decodeLun } from "./logical_units.ts";
import { FINAL, makeUnit, NO_TAG, OPCODE, type Unit } from "./pdu.ts";

// The second byte of a command, of its answer and of data (RFC 7143 11.3, 11.4 and 11.7).
const READ = 0x40;
const WRITE = 0x20;
const UNDERFLOW = 0x02;
const WITH_STATUS = 0x01;

/** What every answer carries: the numbers of answers and commands (RFC 7143 4.2.2). */
export interface Numbers {
  /** Number of this answer. */
  readonly status: number;
  /** Number of the next command that we expect. */
  readonly expected: number;
  /** The largest number of a command that may come. */
  readonly largest: number;
}

/** A command whose data is not yet complete, or that is about to be answered. */
export class Task {
  /** The initiator's name for it. */
  readonly tag: number;
  readonly lun: number;
  readonly cdb: Uint8Array;
  readonly direction: Direction;
  /** As long as the initiator expects it to be. */
  readonly data: Uint8Array;
  #received = 0;
  /** Data comes without being asked for, until a unit says that it is the last. */
  #unasked: boolean;
  #requests = 0;

  /** Begins with the unit that brings the command. */
  constructor(unit: Unit) {
    const { header, flags } = unit;
    this.tag = header.getUint32(16);
    this.lun = decodeLun(header, 8);
    this.cdb = cdbIn(header);
    this.direction = (flags & WRITE) !== 0 ? "out" : (flags & READ) !== 0 ? "in" : "none";
    this.data = new Uint8Array(this.direction === "none" ? 0 : header.getUint32(20));
    this.#unasked = this.direction === "out" && (flags & FINAL) === 0;
    this.#take(unit.data, 0);
  }

  /** All data for it has come. */
  get complete(): boolean {
    return this.direction !== "out" || this.#received === this.data.length;
  }

  /** Takes the data of a unit; says whether more has to be asked for now. */
  accept(unit: Unit): boolean {
    this.#take(unit.data, unit.header.getUint32(40));
    const last = (unit.flags & FINAL) !== 0;
    if (last) this.#unasked = false;
    return last && !this.complete;
  }

  /** Whether data has to be asked for after the command itself. */
  get wants(): boolean {
    return !this.complete && !this.#unasked;
  }

  /** Asks for the next data (RFC 7143 11.8). */
  ask(maxBurst: number, { status, expected, largest }: Numbers): Uint8Array {
    const length = Math.min(maxBurst, this.data.length - this.#received);
    const request = this.#requests++;
    return makeUnit(OPCODE.readyToTransfer, FINAL, {
      ...{ 8: this.lun << 16, 16: this.tag, 20: request, 24: status, 28: expected, 32: largest },
      ...{ 36: request, 40: this.#received, 44: length },
    });
  }

  /** The units that answer it: data first, the status with the last data where that went well. */
  answers({ status, sense, residual }: ScsiAnswer, mostData: number, numbers: Numbers): Uint8Array[] {
    const { status: number, expected, largest } = numbers;
    const common = { 16: this.tag, 28: expected, 32: largest };
    const missing = Math.max(0, Math.min(residual, this.data.length));
    const length = this.direction === "in" ? this.data.length - missing : 0;
    const ending = status === 0 && sense.length === 0 && length > 0;
    const under = missing > 0 ? UNDERFLOW : 0;
    const units: Uint8Array[] = [];
    for (let at = 0; at < length; at += mostData) {
      const part = this.data.subarray(at, Math.min(length, at + mostData));
      const last = at + part.length === length;
      const words = { ...common, 8: this.lun << 16, 20: NO_TAG, 36: units.length, 40: at };
      units.push(
        last && ending
          ? makeUnit(OPCODE.dataIn, FINAL | WITH_STATUS | under, { ...words, 24: number, 44: missing }, part)
          : makeUnit(OPCODE.dataIn, last ? FINAL : 0, words, part),
      );
    }
    if (ending) return units;
    const carried = new Uint8Array(sense.length === 0 ? 0 : 2 + sense.length);
    if (carried.length > 0) carried.set([sense.length >> 8, sense.length & 0xff, ...sense]);
    const words = { ...common, 24: number, 36: units.length, 44: missing };
    const unit = makeUnit(OPCODE.response, FINAL | under, words, carried);
    unit[3] = status;
    return [...units, unit];
  }

  /** The answer when the unit could not be asked: “target failure” (RFC 7143 11.4.3). */
  failure({ status, expected, largest }: Numbers): Uint8Array {
    const unit = makeUnit(OPCODE.response, FINAL, { 16: this.tag, 24: status, 28: expected, 32: largest });
    unit[2] = 1;
    return unit;
  }

  #take(bytes: Uint8Array, at: number): void {
    // what is sent twice or beyond the end is the initiator's mistake, and not our memory's
    if (this.direction !== "out" || at !== this.#received || at + bytes.length > this.data.length) return;
    this.data.set(bytes, at);
    this.#received += bytes.length;
  }
}

/** Lengths of a command by the first three bits of its code (SPC-4 4.2.5.1). */
const CDB_BYTES = [6, 10, 10, 16, 16, 12, 16, 16];

/** A command travels in 16 bytes, whatever its length is. */
function cdbIn(header: DataView): Uint8Array {
  const length = CDB_BYTES[header.getUint8(32) >> 5]!;
  return new Uint8Array(header.buffer, header.byteOffset + 32, length).slice();
}
