/**
 * DVD-R and DVD-RW, disc-at-once.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe, RecipeFacts, RecipeJob } from "../recipe.ts";
import type { Way } from "./steps/abilities.ts";
import { calibrate } from "./steps/calibrate.ts";
import { closeOpenSession } from "./steps/close.ts";
import { setParameters } from "./steps/parameters.ts";
import { recipeOf } from "./parts.ts";
import { unlessRefused } from "./steps/refused.ts";
import { nextAddress } from "./steps/tracks.ts";
import { sendAndWait } from "./steps/waiting.ts";
import { writeZeros } from "./steps/zeros.ts";

/** The whole disc from lead-in to lead-out, in one go. */
export function dvdMinusDisc(medium: MediumSummary, way: Way): Recipe {
  return recipeOf(medium, {
    way: "disc-at-once",
    needsSize: true,
    testWrite: way.testWrite,
    refuse,
    start(job) {
      setParameters(job, way, { writeType: "session", trackMode: 5 });
      calibrate(job);
      reserve(job);
      // Not the last track: that is the empty one behind the reservation.
      return nextAddress(job, job.drive.trackInformation(1));
    },
    fillUp: (job, { firstBlock, blocks }) =>
      writeZeros(job, firstBlock + blocks, (job.blocks ?? 0) - blocks, () => job.stopped()),
    close: (job) => [() => closeOpenSession(job)],
  });
}

function refuse({ medium, multi }: RecipeFacts): string[] {
  const reasons: string[] = [];
  if (medium.state === "appendable") {
    reasons.push(`Cannot record ${medium.name} disc-at-once: the disc is not blank`);
  }
  if (multi) reasons.push(`Cannot leave the ${medium.name} appendable: disc-at-once closes the disc`);
  return reasons;
}

function reserve(job: RecipeJob): void {
  sendAndWait(job, "reserve the track", () =>
    unlessRefused(
      () => job.drive.reserveTrack(job.blocks ?? 0),
      (refusal) => job.tell({ event: "notice", message: `${refusal.message}; it is not told the size` }),
    ));
}
