/**
 * READ FORMAT CAPACITIES (MMC-6 6.23): how large the medium is and in what ways it can be formatted.
 *
 * @module
 */

import { get24, get32, put16 } from "../scsi/big_endian.ts";

/** One capacity. */
export interface FormatCapacity {
  /** The first of a list says how the medium is now; the others are offers to FORMAT UNIT. */
  readonly state: "unformatted" | "formatted" | "none" | "offered";
  /** Blocks of the medium with this format. */
  readonly blocks: number;
  /** Format type of an offer (MMC-6 6.4), 0 in the first. */
  readonly type: number;
  /** Block length of the first, type dependent parameter of an offer. */
  readonly parameter: number;
}

const STATES = ["none", "unformatted", "formatted", "none"] as const;

/** Bytes of the longest answer: the list's length has one byte. */
export const FORMAT_CAPACITIES_BYTES = 4 + 252;

/** Asks for the capacities. */
export function encodeReadFormatCapacities(length: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x23; // operation code
  put16(cdb, 7, length); // allocation length
  return cdb;
}

/** Reads an answer, the current capacity first; `undefined` when it does not hold that one. */
export function decodeFormatCapacities(bytes: Uint8Array): FormatCapacity[] | undefined {
  const end = Math.min(bytes.length, 4 + (bytes[3] ?? 0)); // 3 capacity list length
  if (end < 12) return undefined;
  const list: FormatCapacity[] = [{
    state: STATES[bytes[8]! & 3]!, // 4 bits 0-1 of the descriptor
    blocks: get32(bytes, 4), // 0-3
    type: 0,
    parameter: get24(bytes, 9), // 5-7
  }];
  for (let at = 12; at + 8 <= end; at += 8) {
    list.push({
      state: "offered",
      blocks: get32(bytes, at), // 0-3
      type: bytes[at + 4]! >> 2, // 4 bits 2-7
      parameter: get24(bytes, at + 5), // 5-7
    });
  }
  return list;
}
