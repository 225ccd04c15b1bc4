/**
 * CD-R and CD-RW, track-at-once.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe, RecipeJob, Written } from "../recipe.ts";
import type { Way } from "./steps/abilities.ts";
import { calibrate } from "./steps/calibrate.ts";
import { closeSession, closeTrack } from "./steps/close.ts";
import { setParameters } from "./steps/parameters.ts";
import { recipeOf } from "./parts.ts";
import { invisibleTrack, isOpen, nextAddress, recordedTrack, tellOpenSession } from "./steps/tracks.ts";
import { writeZeros } from "./steps/zeros.ts";

/** Blocks that a track of a CD has at least: four seconds. */
export const SHORTEST_TRACK = 300;

/** One track, of a length that need not be known. */
export function cdTrackAtOnce(medium: MediumSummary, way: Way): Recipe {
  return recipeOf(medium, {
    way: "track-at-once",
    testWrite: way.testWrite,
    start(job) {
      tellOpenSession(job);
      setParameters(job, way, { writeType: "track", trackMode: 4 });
      calibrate(job);
      return nextAddress(job, invisibleTrack(job.drive));
    },
    fillUp: fillShortTrack,
    close: (job, written) => [() => closeOpenTrack(job, written), () => closeSession(job)],
  });
}

function fillShortTrack(job: RecipeJob, { firstBlock, blocks }: Written): void {
  if (blocks > 0) writeZeros(job, firstBlock + blocks, SHORTEST_TRACK - blocks);
}

// Most drives close the track when their buffer is flushed, and call a second close an error.
function closeOpenTrack(job: RecipeJob, written: Written): void {
  const track = recordedTrack(job.drive, written);
  if (isOpen(track)) closeTrack(job, track);
}
