/**
 * POSITION TO ELEMENT (SMC-3): brings the gripper before an element, so that the move that follows is quicker.
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** Builds the command; `gripper` 0 for the changer's choice. */
export function encodePositionToElement(
  gripper: number,
  element: number,
  invert: boolean,
): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x2b; // operation code
  put16(cdb, 2, gripper); // 2-3 medium transport address
  put16(cdb, 4, element); // 4-5 destination address
  cdb[8] = invert ? 1 : 0; // bit 0 INVERT
  return cdb;
}
