/**
 * CLOSE TRACK/SESSION (MMC-6 6.3).
 *
 * @module
 */

import { put16 } from "../scsi/big_endian.ts";

/** Close functions; what each does depends on the family. */
export const CLOSE = {
  /** Stops a format in the background (DVD+RW). */
  stopFormat: 0,
  /** Closes a track, fragment or recording range. */
  track: 1,
  /** Closes the last session; on DVD-R the border. */
  session: 2,
  /** Finishes DVD+R with at least the recorded radius that readers need. */
  finishMinimal: 5,
  /** Finishes the disc: nothing can be added. */
  finish: 6,
} as const;

/** What a close function does, for errors. */
export function closeWords(closeFunction: number): string {
  if (closeFunction === CLOSE.stopFormat) return "stop the format in the background";
  return closeFunction <= CLOSE.session ? "close the session" : "finish the disc";
}

/** Closes a track (function 1) or whatever else the function says. */
export function encodeClose(
  closeFunction: number,
  track: number,
  immediate: boolean,
): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x5b; // operation code
  cdb[1] = immediate ? 1 : 0; // bit 0 Immed
  cdb[2] = closeFunction; // bits 0-2
  put16(cdb, 4, track); // 4-5 logical track number
  return cdb;
}
