/**
 * One command as libiscsi keeps it: made, filled with where its data lies, and read when the answer is there.
 *
 * @module
 */

import type { Libiscsi } from "../../../ffi/libiscsi.ts";
import { STATUS } from "../status.ts";
import type { Direction } from "../transport.ts";

/** `enum scsi_xfer_dir`. */
const DIRECTIONS: Readonly<Record<Direction, number>> = { none: 0, in: 1, out: 2 };

/** `SCSI_RESIDUAL_UNDERFLOW`. */
const UNDERFLOW = 1;

/** Bytes at a task's start that hold all fields we read. */
const HEAD_BYTES = 88;

/**
 * Answers up to this length are received by the library and copied, because then it tells exactly how long they
 * are. Targets that give no residual are common.
 */
const COPIED_BYTES = 4096;

/** The longest sense data there is (SPC-4 4.5.1). */
const SENSE_BYTES = 252;

const NO_SENSE = new Uint8Array(0);

/** Makes tasks and reads them, with buffers that serve every command. */
export class Tasks {
  readonly #library: Libiscsi;
  readonly #head = new Uint8Array(HEAD_BYTES);
  readonly #headView = new DataView(this.#head.buffer);
  // Data of small views would move with them: they are sent from here.
  readonly #out = new Uint8Array(COPIED_BYTES);

  /** For one session at a time. */
  constructor(library: Libiscsi) {
    this.#library = library;
  }

  /** Makes a task; the data must stay where it is until the task is freed. */
  make(cdb: Uint8Array, direction: Direction, data: Uint8Array): Deno.PointerObject | null {
    const { call } = this.#library;
    const way = data.length === 0 ? DIRECTIONS.none : DIRECTIONS[direction];
    const length = way === DIRECTIONS.none ? 0 : data.length;
    const task = call.scsi_create_task(cdb.length, cdb as Uint8Array<ArrayBuffer>, way, length);
    if (task === null || length === 0) return task;
    let failed = 0;
    if (way === DIRECTIONS.out) {
      failed = call.scsi_task_add_data_out_buffer(task, length, this.#outgoing(data));
    } else if (length > COPIED_BYTES) {
      failed = call.scsi_task_add_data_in_buffer(task, length, data as Uint8Array<ArrayBuffer>);
    }
    if (failed === 0) return task;
    call.scsi_free_scsi_task(task);
    return null;
  }

  /** Gives a task back. */
  free(task: Deno.PointerObject): void {
    this.#library.call.scsi_free_scsi_task(task);
  }

  /** Reads an answered task: moves copied data to where it belongs; returns the bytes that were not transferred. */
  residual(task: Deno.PointerObject, status: number, direction: Direction, data: Uint8Array): number {
    if (data.length === 0 || direction === "none") return data.length;
    const { layout } = this.#library;
    Deno.UnsafePointerView.copyInto(task, this.#head);
    const underflow = this.#headView.getInt32(layout.residualStatus, true) === UNDERFLOW;
    const told = underflow ? Math.min(this.#headView.getUint32(layout.residual, true), data.length) : 0;
    // Where the target does not tell, a failed command is taken to have moved nothing.
    if (status !== STATUS.good) return underflow ? told : data.length;
    if (direction === "out" || data.length > COPIED_BYTES) return told;
    const received = this.#received(data.length);
    if (received.pointer === null) return data.length;
    Deno.UnsafePointerView.copyInto(
      received.pointer,
      data.subarray(0, received.length) as Uint8Array<ArrayBuffer>,
    );
    return Math.max(told, data.length - received.length);
  }

  /** The sense data of a task that ended with CHECK CONDITION: behind two bytes of length (RFC 7143 11.4.7). */
  sense(task: Deno.PointerObject): Uint8Array {
    Deno.UnsafePointerView.copyInto(task, this.#head);
    const { pointer, length } = this.#received(2 + SENSE_BYTES);
    if (pointer === null || length < 2) return NO_SENSE;
    const bytes = new Uint8Array(length);
    Deno.UnsafePointerView.copyInto(pointer, bytes);
    return bytes.subarray(2, 2 + (bytes[0]! << 8 | bytes[1]!));
  }

  /** What the library has received for the task whose head was read last. */
  #received(most: number): { pointer: Deno.PointerValue; length: number } {
    const { layout } = this.#library;
    const length = Math.max(0, Math.min(this.#headView.getInt32(layout.dataSize, true), most));
    const address = this.#headView.getBigUint64(layout.data, true);
    return { pointer: length === 0 ? null : Deno.UnsafePointer.create(address), length };
  }

  #outgoing(data: Uint8Array): Uint8Array<ArrayBuffer> {
    if (data.length > COPIED_BYTES) return data as Uint8Array<ArrayBuffer>;
    this.#out.set(data);
    return this.#out;
  }
}
