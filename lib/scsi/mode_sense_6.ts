/**
 * MODE SENSE(6) (SPC-4 6.13): for devices of the time before there was a longer one.
 *
 * @module
 */

import { decodeModePages, type ModePage } from "./mode_sense.ts";

/** Bytes of the header in front of block descriptors and pages (SPC-4 7.5.5). */
const HEADER_LENGTH = 4;

/** Builds the command for the current values of a page, without block descriptors. */
export function encodeModeSense6(page: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0x1a, 0x08, page, 0, length, 0); // 1 bit 3 DBD, 2 page code, 4 allocation length
}

/** Decodes the pages of the answer. */
export function decodeModeSense6(data: Uint8Array): ModePage[] {
  const known = data.subarray(0, 1 + (data[0] ?? 0)); // 0 mode data length
  return decodeModePages(known, HEADER_LENGTH + (known[3] ?? 0)); // 3 block descriptor length
}
