/**
 * SET CD SPEED (MMC-6 6.39): how fast CDs are read and written.
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** As fast as drive and medium can. */
export const FASTEST = 0xffff;

/** Sets the speeds, in kB/s; {@linkcode FASTEST} and whatever is above it leave them to the drive. */
export function encodeSetCdSpeed(read: number, write: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xbb; // operation code
  cdb[1] = 0; // rotational control: constant linear velocity
  put16(cdb, 2, Math.min(read, FASTEST)); // read speed
  put16(cdb, 4, Math.min(write, FASTEST)); // write speed
  return cdb;
}
