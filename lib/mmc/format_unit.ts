/**
 * FORMAT UNIT (MMC-6 6.4).
 *
 * @module
 */

import { put16, put24, put32 } from "../scsi/big_endian.ts";

/** Format types. */
export const FORMAT_TYPE = {
  /** The usual one of DVD-RAM, DVD-RW and BD. */
  full: 0x00,
  /** DVD-RW: the whole disc, for restricted overwrite. */
  dvdRwFull: 0x10,
  dvdRwGrow: 0x13,
  /** DVD-RW: only the lead-in, the rest grows with recording. */
  dvdRwQuick: 0x15,
  dvdPlusRw: 0x26,
  bdReSpareAreas: 0x30,
  /** BD-RE without defect management. */
  bdReNoSpareAreas: 0x31,
} as const;

/** What is to be made of the medium. */
export interface FormatRequest {
  /** Blocks, as the drive offered them; see {@linkcode FormatCapacity}. */
  readonly blocks: number;
  readonly type: number;
  /**
   * Bits 0 and 1 beside the type: on BD-RE 2 is full certification, 3 quick.
   * @default {0}
   */
  readonly subtype?: number;
  /** Type dependent parameter, as the drive offered it. */
  readonly parameter: number;
  /**
   * DVD-RAM: whether the drive checks every block.
   * @default {as the drive does by itself}
   */
  readonly certify?: boolean;
}

/** Bytes of the parameter list: a header and one descriptor. */
const FORMAT_LIST_BYTES = 12;

/** Announces a parameter list. */
export function encodeFormatUnit(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(6);
  cdb[0] = 0x04; // operation code
  cdb[1] = 0x11; // bit 4 FmtData, bits 0-2 format code 1
  return cdb;
}

/** The parameter list. */
export function encodeFormatList(request: FormatRequest, immediate: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(FORMAT_LIST_BYTES);
  bytes[1] = (immediate ? 2 : 0) | certification(request.certify); // bit 1 Immed
  put16(bytes, 2, 8); // 2-3 descriptor length
  put32(bytes, 4, request.blocks); // 4-7 number of blocks
  bytes[8] = request.type << 2 | (request.subtype ?? 0); // 8
  put24(bytes, 9, request.parameter); // 9-11
  return bytes;
}

// Bit 7 (FOV) has the drive look at the other bits, of which bit 5 (DCRT) switches certification off.
function certification(certify: boolean | undefined): number {
  if (certify === undefined) return 0;
  return certify ? 0x80 : 0xa0;
}
