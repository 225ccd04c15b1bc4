/**
 * READ CAPACITY (MMC-6 6.18). On sequential media its answer covers run-out blocks and whole sessions; only for
 * media that any block of can be written is it the size.
 *
 * @module
 */

import { get32 } from "../scsi/big_endian.ts";

/** The address behind the last block that can be read. */
export interface ReadCapacity {
  readonly blocks: number;
  readonly blockBytes: number;
}

/** Bytes of the answer. */
export const READ_CAPACITY_BYTES = 8;

/** Asks for the capacity. */
export function encodeReadCapacity(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x25; // operation code
  return cdb;
}

/** Reads an answer; `undefined` when it is cut off. */
export function decodeReadCapacity(bytes: Uint8Array): ReadCapacity | undefined {
  if (bytes.length < READ_CAPACITY_BYTES) return undefined;
  return {
    blocks: get32(bytes, 0) + 1, // 0-3 last logical block address
    blockBytes: get32(bytes, 4), // 4-7
  };
}
