/**
 * READ and WRITE (MMC-6 6.14, 6.15, 6.46, 6.47) on the hot path: command blocks are made once and
 * filled in for every command, so that nothing is allocated per block.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { put16, put32 } from "../scsi/big_endian.ts";
import { type Outcome, type ScsiDevice, TIMEOUT } from "../scsi/device.ts";
import type { Direction } from "../scsi/transport.ts";
import { BLOCK_BYTES } from "./block_range.ts";

/** Most blocks that the commands of 10 bytes can name. */
const MOST_10 = 0xffff;

const READ_10 = 0x28;
const READ_12 = 0xa8;
const WRITE_10 = 0x2a;
const WRITE_12 = 0xaa;

/** Choices of one write. */
export interface WriteChoice {
  /**
   * No checking, and no replacing of bad blocks, for the sake of speed (MMC-6 6.47).
   * @default {false}
   */
  readonly streaming?: boolean;
}

/** Reads and writes blocks of one drive. */
export class BlockIo {
  readonly #device: ScsiDevice;
  readonly #cdb10 = new Uint8Array(10);
  readonly #cdb12 = new Uint8Array(12);
  #last: Uint8Array<ArrayBuffer> = this.#cdb10;

  /** Uses the device, does not own it. */
  constructor(device: ScsiDevice) {
    this.#device = device;
  }

  /** One READ of as many blocks as fit into the buffer. */
  tryRead(block: number, into: Uint8Array): Outcome {
    const count = into.length / BLOCK_BYTES;
    this.#last = count > MOST_10 ? this.#in12(READ_12, block, count, 0) : this.#in10(READ_10, block, count);
    return this.#device.try(this.#last, "in", into, TIMEOUT.read);
  }

  /** One WRITE of all blocks in the buffer. */
  tryWrite(block: number, from: Uint8Array, choice?: WriteChoice): Outcome {
    const count = from.length / BLOCK_BYTES;
    const streaming = choice?.streaming === true;
    this.#last = streaming || count > MOST_10
      ? this.#in12(WRITE_12, block, count, streaming ? 0x80 : 0)
      : this.#in10(WRITE_10, block, count);
    return this.#device.try(this.#last, "out", from, TIMEOUT.write);
  }

  /** Reads blocks, in as many commands as the way to the drive needs. */
  read(block: number, into: Uint8Array): void {
    this.#all("in", block, into);
  }

  /** Writes blocks, in as many commands as the way to the drive needs. */
  write(block: number, from: Uint8Array): void {
    this.#all("out", block, from);
  }

  #all(direction: Direction, block: number, data: Uint8Array): void {
    const most = Math.max(1, Math.floor(this.#device.maxTransfer / BLOCK_BYTES)) * BLOCK_BYTES;
    if (data.length <= most) return this.#one(direction, block, data);
    for (let at = 0; at < data.length; at += most) {
      this.#one(direction, block + at / BLOCK_BYTES, data.subarray(at, at + most));
    }
  }

  #one(direction: Direction, block: number, data: Uint8Array): void {
    const reading = direction === "in";
    const outcome = reading ? this.tryRead(block, data) : this.tryWrite(block, data);
    if (outcome.good && outcome.transferred === data.length) return;
    const attempted = `${reading ? "read" : "write"} ${blockWords(block, data.length / BLOCK_BYTES)}`;
    if (!outcome.good) throw this.#device.errorOf(attempted, this.#last, outcome);
    const { name } = this.#device;
    const moved = `only ${outcome.transferred} of ${data.length} bytes were moved`;
    throw new DeviceError(name, `Cannot ${attempted} on ${name}: ${moved}`, {
      cdb: this.#last.slice(),
      status: outcome.status,
    });
  }

  #in10(code: number, block: number, count: number): Uint8Array<ArrayBuffer> {
    const cdb = this.#cdb10;
    cdb[0] = code;
    put32(cdb, 2, block); // 2-5 logical block address
    put16(cdb, 7, count); // 7-8 transfer length
    return cdb;
  }

  #in12(code: number, block: number, count: number, streaming: number): Uint8Array<ArrayBuffer> {
    const cdb = this.#cdb12;
    cdb[0] = code;
    put32(cdb, 2, block); // 2-5 logical block address
    put32(cdb, 6, count); // 6-9 transfer length
    cdb[10] = streaming; // bit 7
    return cdb;
  }
}

function blockWords(block: number, count: number): string {
  return count === 1 ? `block ${block}` : `blocks ${block} to ${block + count - 1}`;
}
