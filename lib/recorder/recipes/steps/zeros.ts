/**
 * Blocks of zeros that a recipe writes itself: pregaps, and what is missing of an announced length.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../../mmc/block_range.ts";
import { sendWhenReady, type Waiter } from "./waiting.ts";

/** Blocks a write: a cluster of a Blu-ray Disc, which every way to a drive can move at once. */
const AT_ONCE = 32;

/**
 * Writes blocks of zeros.
 *
 * @param first address of the first, which may be negative on CDs
 * @param stopped ends it early
 */
export function writeZeros(waiter: Waiter, first: number, count: number, stopped?: () => boolean): void {
  const zeros = new Uint8Array(AT_ONCE * BLOCK_BYTES);
  for (let done = 0; done < count && stopped?.() !== true;) {
    const blocks = Math.min(AT_ONCE, count - done);
    const data = zeros.subarray(0, blocks * BLOCK_BYTES);
    sendWhenReady(waiter, "take more data", () => waiter.drive.write(first + done, data));
    done += blocks;
  }
}
