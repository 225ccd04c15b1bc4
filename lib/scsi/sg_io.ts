/**
 * The way to drives through Linux' SCSI generic interface, the ioctl SG_IO on `/dev/srN` and `/dev/sgN`.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { Addresses } from "./address.ts";
import type { LinuxRoots } from "./linux_files.ts";
import {
  decodeSgIoResult,
  encodeSgIoRequest,
  SG_IO_HEADER_LENGTH,
  type SgIoRequest,
  type SgIoResult,
} from "./sg_io_header.ts";
import { largestTransfer, reserveMemory } from "./sg_io_limits.ts";
import { type OpenNode, openNode, type SgOpenOptions } from "./sg_io_open.ts";
import { badLength, CLOSED, sendError, tooLong } from "./refusal.ts";
import { refusalOf } from "./sg_io_refusal.ts";
import { hostTrouble } from "./sg_io_status.ts";
import { type SgPlace, type SgSystem, sgSystem } from "./sg_io_system.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";

/** The kernel keeps at most so many bytes of sense data. */
const SENSE_LENGTH = 96;
const LONGEST_CDB = 16;
const NO_SENSE = new Uint8Array(0);

/** What tests put in place of the running system. */
export interface SgSurroundings {
  /** The system calls. */
  readonly system?: SgSystem;
  /** Where the kernel's files are. */
  readonly roots?: LinuxRoots;
}

/**
 * Opens a drive by one of its nodes.
 *
 * @param path such as `/dev/sr0`
 * @throws {TransportError} when it cannot be opened, with what to do about it
 */
export function openSgIo(path: string, options: SgOpenOptions = {}, around: SgSurroundings = {}): Transport {
  const name = options.name ?? path;
  const place = { path, name, system: around.system ?? sgSystem(name), roots: around.roots ?? {} };
  const node = openNode(place, options);
  const limit = largestTransfer(place, node.descriptor);
  reserveMemory(place, node.descriptor, limit);
  return new SgIo(place, node, limit);
}

class SgIo implements Transport {
  readonly name: string;
  readonly maxTransfer: number;
  readonly #place: SgPlace;
  readonly #readOnly: boolean;
  #descriptor: number | undefined;

  // Everything that a command needs is made once: recording allocates nothing per block.
  readonly #header = new Uint8Array(SG_IO_HEADER_LENGTH);
  readonly #view = new DataView(this.#header.buffer);
  readonly #cdb = new Uint8Array(new ArrayBuffer(LONGEST_CDB));
  readonly #sense = new Uint8Array(new ArrayBuffer(SENSE_LENGTH));
  readonly #addresses = new Addresses();
  readonly #request: SgIoRequest = {
    direction: "none",
    cdb: new Addresses().of(this.#cdb),
    cdbLength: 0,
    data: 0,
    dataLength: 0,
    sense: new Addresses().of(this.#sense),
    senseLength: SENSE_LENGTH,
    timeout: 0,
  };
  readonly #result: SgIoResult = {
    status: 0,
    senseLength: 0,
    hostStatus: 0,
    driverStatus: 0,
    residual: 0,
    duration: 0,
  };
  readonly #answer = { status: 0, sense: NO_SENSE, residual: 0, duration: 0 };

  constructor(place: SgPlace, node: OpenNode, limit: number) {
    this.name = place.name;
    this.maxTransfer = limit;
    this.#place = place;
    this.#descriptor = node.descriptor;
    this.#readOnly = node.readOnly;
  }

  get descriptor(): number | undefined {
    return this.#descriptor;
  }

  /** The answer is the same object every time, valid until the next command. */
  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) throw sendError(this.name, cdb, CLOSED);
    if (cdb.length === 0 || cdb.length > LONGEST_CDB) {
      throw sendError(this.name, cdb, badLength(cdb.length));
    }
    if (data.length > this.maxTransfer) {
      throw sendError(this.name, cdb, tooLong(data.length, this.maxTransfer, "the kernel"));
    }
    this.#fill(cdb, direction, data, timeout);
    const { system } = this.#place;
    if (system.ioctl(descriptor, C.SG_IO, this.#header) < 0) {
      throw sendError(this.name, cdb, refusalOf(this.#place, system.errno(), this.#readOnly));
    }
    return this.#answerOf(cdb, timeout);
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    this.#place.system.close(this.#descriptor);
    this.#descriptor = undefined;
    this.#addresses.forget();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fill(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): void {
    const request = this.#request;
    this.#cdb.set(cdb);
    request.cdbLength = cdb.length;
    request.direction = data.length === 0 ? "none" : direction;
    request.data = this.#addresses.of(data);
    request.dataLength = data.length;
    request.timeout = Math.max(1, Math.ceil(timeout));
    encodeSgIoRequest(this.#view, request);
  }

  #answerOf(cdb: Uint8Array, timeout: number): ScsiAnswer {
    const result = this.#result;
    decodeSgIoResult(this.#view, result);
    const trouble = hostTrouble(result, timeout);
    if (trouble !== undefined) throw sendError(this.name, cdb, trouble);
    const answer = this.#answer;
    answer.status = result.status;
    answer.sense = result.senseLength === 0 ? NO_SENSE : this.#sense.slice(0, result.senseLength);
    answer.residual = result.residual;
    answer.duration = result.duration;
    return answer;
  }
}
