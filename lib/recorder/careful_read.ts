/**
 * Reading blocks where some may be bad: in one go, and where that fails each by itself and several times.
 *
 * @module
 */

import { BLOCK_BYTES } from "../mmc/block_range.ts";

/** How often a block is tried by itself. */
const ATTEMPTS = 3;

/** Reads whole blocks; returns what came back when that failed. */
export type ReadBlocks = (block: number, into: Uint8Array) => string | undefined;

/**
 * Reads blocks. Those that cannot be read become zeros.
 *
 * @param into as many bytes as are to be read; only the last block may be cut short
 * @param onBad told of each block that cannot be read; it may throw to end the reading
 */
export function readCarefully(
  read: ReadBlocks,
  block: number,
  into: Uint8Array,
  onBad: (block: number, reason: string) => void,
): void {
  if (read(block, into) === undefined) return;
  for (let at = 0, one = block; at < into.length; at += BLOCK_BYTES, one++) {
    const part = into.subarray(at, at + BLOCK_BYTES);
    let reason: string | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      reason = read(one, part);
      if (reason === undefined) break;
    }
    if (reason === undefined) continue;
    part.fill(0);
    onBad(one, reason);
  }
}
