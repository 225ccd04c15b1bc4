/**
 * EXCHANGE MEDIUM (SMC-3): what is in the source goes to the first destination, and what was there to the
 * second.
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** What is exchanged. */
export interface Exchange {
  /** Element address of the gripper; 0 for the changer's choice. */
  readonly gripper: number;
  /** Element address of the medium that is wanted. */
  readonly from: number;
  /** Element address it is brought to. */
  readonly to: number;
  /** Element address for what lies there until now; the source itself for a swap. */
  readonly back: number;
  /** Turn the wanted one over. */
  readonly invert: boolean;
  /** Turn the other one over. */
  readonly invertBack: boolean;
}

/** Builds the command. */
export function encodeExchangeMedium(exchange: Exchange): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xa6; // operation code
  put16(cdb, 2, exchange.gripper); // 2-3 medium transport address
  put16(cdb, 4, exchange.from); // 4-5 source address
  put16(cdb, 6, exchange.to); // 6-7 first destination address
  put16(cdb, 8, exchange.back); // 8-9 second destination address
  cdb[10] = (exchange.invert ? 2 : 0) | (exchange.invertBack ? 1 : 0); // bit 1 INV1, bit 0 INV2
  return cdb;
}
