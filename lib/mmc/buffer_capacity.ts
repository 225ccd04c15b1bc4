/**
 * READ BUFFER CAPACITY (MMC-6 6.17): how full the drive's own buffer is.
 *
 * @module
 */

import { get32, put16 } from "../scsi/big_endian.ts";

/** The drive's buffer, in bytes. */
export interface BufferCapacity {
  readonly size: number;
  /** Of them not used. */
  readonly free: number;
}

/** Bytes of the answer. */
export const BUFFER_CAPACITY_BYTES = 12;

/** Asks, in bytes. */
export function encodeReadBufferCapacity(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x5c; // operation code
  cdb[1] = 0; // bit 0 in blocks
  put16(cdb, 7, BUFFER_CAPACITY_BYTES); // allocation length
  return cdb;
}

/** Reads an answer; `undefined` when it is cut off. A drive cannot have more free than it has. */
export function decodeBufferCapacity(bytes: Uint8Array): BufferCapacity | undefined {
  if (bytes.length < BUFFER_CAPACITY_BYTES) return undefined;
  const size = get32(bytes, 4); // 4-7 length of the buffer
  return { size, free: Math.min(size, get32(bytes, 8)) }; // 8-11 blank length of the buffer
}
