/**
 * READ TOC/PMA/ATIP (MMC-6 6.25), format 4: what is pressed into the groove of a blank CD.
 *
 * @module
 */

import { get16 } from "../scsi/big_endian.ts";
import type { Msf } from "./msf.ts";

/** The absolute time in pregroove of a CD-R or CD-RW. */
export interface Atip {
  readonly rewritable: boolean;
  /** Start of the lead-in, which is also the manufacturer's code. */
  readonly leadIn: Msf;
  /** Last possible start of the lead-out: behind it nothing can be recorded. */
  readonly leadOut: Msf;
}

/** Bytes of the answer with all its optional parts. */
export const ATIP_BYTES = 32;

/** Reads an answer; `undefined` when it ends before the last possible start of the lead-out. */
export function decodeAtip(bytes: Uint8Array): Atip | undefined {
  if (bytes.length < 15 || get16(bytes, 0) + 2 < 15) return undefined; // 0-1 ATIP data length
  return {
    rewritable: (bytes[6]! & 0x40) !== 0, // 6 bit 6 disc type
    leadIn: decodeMsf(bytes, 8), // 8-10
    leadOut: decodeMsf(bytes, 12), // 12-14
  };
}

function decodeMsf(bytes: Uint8Array, at: number): Msf {
  return { minute: bytes[at]!, second: bytes[at + 1]!, frame: bytes[at + 2]! };
}
