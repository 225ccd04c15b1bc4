/**
 * INITIALIZE ELEMENT STATUS WITH RANGE (SMC-3): the changer looks what is in some of its elements.
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** Elements whose addresses follow each other. */
export interface ElementRange {
  /** Address of the first. */
  readonly first: number;
  /** How many. */
  readonly count: number;
}

/** Builds the command. */
export function encodeInitializeRange({ first, count }: ElementRange): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x37; // operation code
  cdb[1] = 0x01; // bit 0 RANGE, bit 1 FAST
  put16(cdb, 2, first); // 2-3 starting element address
  put16(cdb, 6, count); // 6-7 number of elements
  return cdb;
}
