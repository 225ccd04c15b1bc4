/**
 * Media of which any block can be written at any time; a recording begins at their first.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe, RecipeJob } from "../recipe.ts";
import { recipeOf, type RecipeParts, type Step } from "./parts.ts";

/** What distinguishes such media. */
export interface OverwriteParts extends Pick<RecipeParts, "way"> {
  /** Makes the medium writable where it is not. */
  prepare(job: RecipeJob): void;
  /**
   * What has to be done when all data is on the disc.
   * @default {nothing}
   */
  close?(job: RecipeJob): Step[];
}

/** Makes the recipe of one kind of them. */
export function overwrite(medium: MediumSummary, { prepare, close, ...parts }: OverwriteParts): Recipe {
  return recipeOf(medium, {
    ...parts,
    start(job) {
      prepare(job);
      return 0;
    },
    close: (job) => close?.(job) ?? [],
    // An open format would hinder drives that only read.
    closesAlways: true,
  });
}
