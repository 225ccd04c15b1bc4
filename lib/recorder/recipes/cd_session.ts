/**
 * CD-R and CD-RW, session-at-once.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe, RecipeJob } from "../recipe.ts";
import type { Way } from "./steps/abilities.ts";
import { calibrate } from "./steps/calibrate.ts";
import { SHORTEST_TRACK } from "./cd_track.ts";
import { closeOpenSession } from "./steps/close.ts";
import { cueSheet, PREGAP_BLOCKS } from "./steps/cue_sheet.ts";
import { setParameters } from "./steps/parameters.ts";
import { recipeOf } from "./parts.ts";
import { sendWhenReady } from "./steps/waiting.ts";
import { writeZeros } from "./steps/zeros.ts";

/** A whole session with one track, laid out before it begins. */
export function cdSessionAtOnce(medium: MediumSummary, way: Way): Recipe {
  return recipeOf(medium, {
    way: "session-at-once",
    needsSize: true,
    testWrite: way.testWrite,
    refuse: ({ medium }) =>
      medium.state === "appendable"
        ? [`Cannot record ${medium.name} session-at-once: the disc is not blank`]
        : [],
    start(job) {
      setParameters(job, way, { writeType: "session", trackMode: 4 });
      calibrate(job);
      const sheet = cueSheet(announced(job));
      sendWhenReady(job, "take the cue sheet", () => job.drive.sendCueSheet(sheet));
      writeZeros(job, -PREGAP_BLOCKS, PREGAP_BLOCKS);
      return 0;
    },
    fillUp: (job, { blocks }) => writeZeros(job, blocks, announced(job) - blocks, () => job.stopped()),
    close: (job) => [() => closeOpenSession(job)],
  });
}

function announced(job: RecipeJob): number {
  return Math.max(SHORTEST_TRACK, job.blocks ?? 0);
}
