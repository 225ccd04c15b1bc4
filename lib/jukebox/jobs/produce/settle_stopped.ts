/**
 * What becomes of the discs of a job that does not go on.
 *
 * @module
 */

import { LAST_STEPS } from "../../database/volumes.ts";
import type { Job } from "../../model.ts";
import type { JobTools } from "../job_tools.ts";
import { noteTouched, unproved } from "./unproved.ts";

/** Gives every disc that has none its last step. Nobody looks at discs any more, so that none is called bad. */
export function settleStopped(
  { id, kind, discs }: Pick<Job, "id" | "kind" | "discs">,
  why: string,
  { volumes }: Pick<JobTools, "volumes">,
): void {
  for (const row of discs) {
    const { ordinal, disc, step, words, protocol } = row;
    if (LAST_STEPS.includes(step)) continue;
    if (kind === "produce" && (step === "recording" || step === "verifying")) {
      const left = unproved(row, why);
      if (disc !== null) noteTouched(volumes, disc, id, left.words);
      volumes.changeJobDisc(id, ordinal, left);
      continue;
    }
    const result = step === "unloading" ? protocol?.["result"] : undefined;
    if (result === "good" || result === "bad") volumes.changeJobDisc(id, ordinal, { step: result });
    else {
      volumes.changeJobDisc(id, ordinal, {
        step: "skipped",
        words: words ?? "not reached before the job ended",
      });
    }
  }
}
