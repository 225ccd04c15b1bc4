/**
 * RESERVE TRACK (MMC-6 6.31): fixes the length of the next track; on DVD-R needed for disc-at-once.
 *
 * @module
 */

import { put32 } from "../scsi/big_endian.ts";

/** Reserves so many blocks behind what is recorded. */
export function encodeReserveTrack(blocks: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x53; // operation code
  cdb[1] = 0; // bit 0 ARSV, bit 1 RMZ
  put32(cdb, 5, blocks); // 5-8 reservation size
  return cdb;
}
