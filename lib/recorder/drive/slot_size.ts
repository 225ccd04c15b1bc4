/**
 * How large the slots of the ring are: one slot is one command to the drive.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../mmc/block_range.ts";

const USUAL = 256 << 10;
/** The blocks of all families but BD's fit, and theirs fit into two. */
const STEPS = [64 << 10, 32 << 10, BLOCK_BYTES];

/** Bytes of a slot for a way to the drive that moves at most so many bytes at once. */
export function slotBytesFor(maxTransfer: number): number {
  const most = Math.min(USUAL, maxTransfer);
  for (const step of STEPS) {
    if (most >= step) return Math.floor(most / step) * step;
  }
  return BLOCK_BYTES;
}
