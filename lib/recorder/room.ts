/**
 * How much a medium takes, and gives.
 *
 * @module
 */

import type { MediumSummary } from "../mmc/medium.ts";

/** Blocks that can be recorded; one that is not formatted is formatted first, as large as can be. */
export function roomOn({ state, capacity, free }: MediumSummary): number {
  return state === "unformatted" ? (capacity || Infinity) : free;
}

/** Blocks from 0 on that a disc can be expected to give. */
export function readableBlocks({ tracks, state, capacity }: MediumSummary): number {
  if (state === "unformatted" || state === "blank") return 0;
  const end = Math.max(0, ...tracks.filter(({ kind }) => kind === "data").map((t) => t.first + t.blocks));
  return end > 0 ? end : capacity;
}
