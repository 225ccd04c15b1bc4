/**
 * Saving what can be saved: steps of which each is worth trying although another failed.
 *
 * @module
 */

import { reasonOf } from "../../../errors.ts";
import { TransportError } from "../../../scsi/transport_error.ts";
import type { RecipeJob } from "../../recipe.ts";

/** Takes all steps and throws nothing: what fails is told as a notice. A drive that is gone is not asked again. */
export function salvage(job: RecipeJob, ...steps: readonly (() => void)[]): void {
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      job.tell({ event: "notice", message: error instanceof Error ? error.message : reasonOf(error) });
      if (error instanceof TransportError) return;
    }
  }
}
