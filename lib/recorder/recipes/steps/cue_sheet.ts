/**
 * The cue sheet of a CD with one track of data (MMC-6 6.35).
 *
 * @module
 */

import { type CueLine, encodeCueSheet } from "../../../mmc/cue_sheet.ts";

/** Blocks of the pregap in front of a CD's first track, which ends at address 0. */
export const PREGAP_BLOCKS = 150;

/** Number of the lead-out where tracks have theirs. */
const LEAD_OUT = 0xaa;

/** Data form: mode 1, its 2048 bytes come from us. */
const SENT = 0x10;

/** Data form: mode 1, made by the drive. */
const MADE = 0x14;

/** Lead-in, pregap, track and lead-out; the pregap's zeros come from us, as drives expect of the first track. */
export function cueSheet(blocks: number): Uint8Array {
  return encodeCueSheet([
    line(0, 0, MADE, -PREGAP_BLOCKS),
    line(1, 0, SENT, -PREGAP_BLOCKS),
    line(1, 1, SENT, 0),
    line(LEAD_OUT, 1, MADE, blocks),
  ]);
}

function line(track: number, index: number, form: number, block: number): CueLine {
  return { control: 4, track, index, form, block };
}
