/**
 * DVD+RW.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe } from "../recipe.ts";
import { resumeBackgroundFormat, stopBackgroundFormat } from "./steps/background_format.ts";
import { overwrite } from "./overwrite.ts";

/** Formatted in the background while it is recorded; the rest of the format is left for another time. */
export function dvdPlusRw(medium: MediumSummary): Recipe {
  return overwrite(medium, {
    way: "overwrite",
    prepare: resumeBackgroundFormat,
    close: (job) => [() => stopBackgroundFormat(job)],
  });
}
