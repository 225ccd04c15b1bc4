/**
 * MOVE MEDIUM (SMC-3): takes what is in one element to another.
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** What is moved. */
export interface Move {
  /** Element address of the gripper; 0 for the changer's choice. */
  readonly gripper: number;
  /** Element address it is taken from. */
  readonly from: number;
  /** Element address it is brought to. */
  readonly to: number;
  /** Turn it over on the way. */
  readonly invert: boolean;
}

/** Builds the command. */
export function encodeMoveMedium({ gripper, from, to, invert }: Move): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xa5; // operation code
  put16(cdb, 2, gripper); // 2-3 medium transport address
  put16(cdb, 4, from); // 4-5 source address
  put16(cdb, 6, to); // 6-7 destination address
  cdb[10] = invert ? 1 : 0; // bit 0 INVERT
  return cdb;
}
