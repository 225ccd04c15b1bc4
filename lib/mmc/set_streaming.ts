/**
 * SET STREAMING (MMC-6 6.41): how fast DVD and BD are read and written.
 *
 * @module
 */

import { put16, put32 } from "../scsi/big_endian.ts";

/** Bytes of a performance descriptor. */
const PERFORMANCE_DESCRIPTOR_BYTES = 28;

/** What is asked of the drive. */
export interface StreamingSpeed {
  /** The last block of the medium. */
  readonly lastBlock: number;
  /** kB/s. */
  readonly read: number;
  /** kB/s. */
  readonly write: number;
}

/** Announces one performance descriptor. */
export function encodeSetStreaming(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xb6; // operation code
  cdb[8] = 0; // type: performance descriptor
  put16(cdb, 9, PERFORMANCE_DESCRIPTOR_BYTES); // 9-10 parameter list length
  return cdb;
}

/** The descriptor: so many kB in one second, not exact, so that the drive takes the nearest it has. */
export function encodePerformanceDescriptor(speed: StreamingSpeed): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PERFORMANCE_DESCRIPTOR_BYTES);
  bytes[0] = 0; // WRC, RDD, Exact, RA
  put32(bytes, 4, 0); // 4-7 first block
  put32(bytes, 8, speed.lastBlock); // 8-11
  put32(bytes, 12, speed.read); // 12-15 read size in kB
  put32(bytes, 16, 1000); // 16-19 read time in ms
  put32(bytes, 20, speed.write); // 20-23 write size in kB
  put32(bytes, 24, 1000); // 24-27 write time in ms
  return bytes;
}
