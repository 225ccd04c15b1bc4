/**
 * BLANK (MMC-6 6.2): makes CD-RW and sequential DVD-RW empty again.
 *
 * @module
 */

import { put32 } from "../scsi/big_endian.ts";

/** What is blanked. */
export type BlankType =
  | "full"
  /** Only the places that tell what is recorded. */
  | "minimal"
  | "track"
  | "unreserve"
  | "track-tail"
  /** Takes the end of the last session away, so that more can be added to it. */
  | "unclose"
  | "session";

const TYPES: readonly BlankType[] = [
  "full",
  "minimal",
  "track",
  "unreserve",
  "track-tail",
  "unclose",
  "session",
];

/** Blanks; `start` is a block or a track where the type needs one. */
export function encodeBlank(type: BlankType, immediate: boolean, start = 0): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xa1; // operation code
  cdb[1] = (immediate ? 0x10 : 0) | TYPES.indexOf(type); // bit 4 Immed, bits 0-2 blanking type
  put32(cdb, 2, start); // 2-5 start address or track number
  return cdb;
}
