/**
 * Which blocks of a disc are copied. A copy keeps every block at its address, as file systems point to addresses:
 * it begins at block 0 and ends with the last recorded track. Blocks of no track, such as those between two
 * sessions, become zeros.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { BlockRange } from "../../mmc/block_range.ts";
import type { MediumSummary } from "../../mmc/medium.ts";

/** The recorded tracks of a disc in rising order; every one holds data. */
export function recordedTracks(name: string, medium: MediumSummary): BlockRange[] {
  const tracks = medium.tracks.filter(({ blocks, open }) => blocks > 0 && !open);
  const audio = tracks.find(({ kind }) => kind === "audio");
  if (audio !== undefined) {
    throw new DiscglowError(`Cannot copy the disc in ${name}: track ${audio.number} holds audio`, {
      hint: "only discs of data are copied",
    });
  }
  if (tracks.length > 0) {
    return tracks.map(({ first, blocks }) => ({ first, count: blocks })).sort((a, b) => a.first - b.first);
  }
  // Media that are recorded anywhere have no tracks to speak of.
  if (medium.state === "overwriteable" && medium.capacity > 0) return [{ first: 0, count: medium.capacity }];
  throw new DiscglowError(`Cannot copy the disc in ${name}: nothing is recorded on it`);
}

/** Blocks from 0 to the end of the last track. */
export function copyLength(tracks: readonly BlockRange[]): number {
  return tracks.reduce((end, { first, count }) => Math.max(end, first + count), 0);
}
