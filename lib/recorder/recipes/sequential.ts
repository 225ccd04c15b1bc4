/**
 * Media that are recorded from the next writable address on, with nothing to set before: DVD+R and BD-R.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe } from "../recipe.ts";
import { calibrate } from "./steps/calibrate.ts";
import { closeSession, closeTrack, finishDisc } from "./steps/close.ts";
import { recipeOf } from "./parts.ts";
import { lastTrack, nextAddress, recordedTrack, tellOpenSession } from "./steps/tracks.ts";

/**
 * Makes the recipe of one kind of them.
 *
 * @param finish close functions that finish the disc, in the order in which they are tried
 */
export function sequential(medium: MediumSummary, finish: readonly number[]): Recipe {
  return recipeOf(medium, {
    way: "sequential",
    start(job) {
      tellOpenSession(job);
      calibrate(job);
      return nextAddress(job, lastTrack(job.drive));
    },
    close: (job, written) => [
      () => closeTrack(job, recordedTrack(job.drive, written)),
      () => job.multi ? closeSession(job) : finishDisc(job, finish),
    ],
  });
}
