/**
 * What the recipes have in common: how their steps make a recipe.
 *
 * @module
 */

import { blockMultiple } from "../../mmc/families.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { AbandonReason, Recipe, RecipeFacts, RecipeJob, Written } from "../recipe.ts";
import { flush } from "./steps/flush.ts";
import { endPreview } from "./steps/parameters.ts";
import { salvage } from "./steps/salvage.ts";

/** One step of an ending. */
export type Step = () => void;

/** What a recipe says of itself. */
export interface RecipeParts {
  /** Follows the medium in the name, such as `track-at-once`; nothing when the medium's name says it. */
  readonly way?: string;
  /**
   * The size is announced: what was written cannot be read before all that was announced is written.
   * @default {false}
   */
  readonly needsSize?: boolean;
  /** @default {false} */
  readonly testWrite?: boolean;
  /** Reasons of its own, beside those that all recipes have. */
  refuse?(facts: RecipeFacts): string[];
  /** As {@linkcode Recipe.start}. */
  start(job: RecipeJob): number;
  /** Fills up what was announced and not written; also in a preview. */
  fillUp?(job: RecipeJob, written: Written): void;
  /** What follows when all data has left the drive's buffer; not in a preview. */
  close(job: RecipeJob, written: Written): Step[];
  /**
   * What was written can be read without it being closed, and closing does no harm whatever has failed.
   * @default {false}
   */
  readonly closesAlways?: boolean;
}

/** Makes a recipe: flushing, previews and what is done after a failure are alike in all of them. */
export function recipeOf(medium: MediumSummary, parts: RecipeParts): Recipe {
  const { needsSize = false, testWrite = false } = parts;
  const name = parts.way === undefined ? medium.name : `${medium.name} ${parts.way}`;
  return {
    name,
    blockMultiple: blockMultiple(medium.family, medium.profile),
    needsSize,
    testWrite,
    refuse: (facts) => [...commonRefusals(name, needsSize, facts), ...(parts.refuse?.(facts) ?? [])],
    start: (job) => parts.start(job),
    finish(job, written) {
      for (const step of ending(parts, job, written)) step();
      endTest(job);
    },
    abandon(job, written, why) {
      salvage(job, ...rescue(parts, job, written, why), () => endTest(job));
    },
  };
}

function ending(parts: RecipeParts, job: RecipeJob, written: Written): Step[] {
  const close = job.preview ? [] : parts.close(job, written);
  return [() => parts.fillUp?.(job, written), () => flush(job), ...close];
}

/** A drive that has failed is only asked for a flush; a user who stops the job does not want to wait for long. */
function rescue(parts: RecipeParts, job: RecipeJob, written: Written, why: AbandonReason): Step[] {
  const { closesAlways = false, needsSize = false } = parts;
  // The drive may still be at work on what the recipe has begun with: that is not waited for.
  if (written.blocks === 0 && why !== "target") return closesAlways ? parts.close(job, written) : [];
  const worthClosing = closesAlways || why === "source" || (why === "stop" && !needsSize);
  return worthClosing ? ending(parts, job, written) : [() => flush(job)];
}

function endTest(job: RecipeJob): void {
  if (job.preview) endPreview(job);
}

function commonRefusals(name: string, needsSize: boolean, { medium, blocks }: RecipeFacts): string[] {
  const reasons: string[] = [];
  if (medium.state === "closed") {
    const way = medium.erasable ? "it is closed, and has to be blanked first" : "it is closed";
    reasons.push(`Cannot record on the ${medium.name}: ${way}`);
  }
  if (needsSize && blocks === undefined) {
    reasons.push(`Cannot record ${name}: the size of the source is not known`);
  }
  return reasons;
}
