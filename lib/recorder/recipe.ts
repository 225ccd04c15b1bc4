/**
 * What a recipe is: how one family of media is recorded, from preparing the drive to closing the disc. The prose
 * stands in docs/recording.md.
 *
 * @module
 */

import type { Drive } from "../mmc/drive.ts";
import type { MediumSummary } from "../mmc/medium.ts";
import type { RecordEvent } from "./events.ts";
import type { WriteMode } from "./options.ts";

/** What a job is, as far as a recipe has to know before a drive is touched. */
export interface RecipeFacts {
  /** What lies in the drive. */
  readonly medium: MediumSummary;
  /** Blocks to be recorded, padded to {@linkcode Recipe.blockMultiple}; `undefined` when the source does not say. */
  readonly blocks: number | undefined;
  /** The disc is to stay appendable. */
  readonly multi: boolean;
  /** Nothing is to stay on the disc. */
  readonly preview: boolean;
}

/** A job as a recipe sees it. */
export interface RecipeJob extends RecipeFacts {
  readonly drive: Drive;
  readonly mode: WriteMode;
  /** Tells what happens. */
  tell(event: RecordEvent): void;
  /** Whether the user wants the job to end. */
  stopped(): boolean;
}

/** What was written. */
export interface Written {
  /** Logical block address of the first block. */
  readonly firstBlock: number;
  /** Blocks that the drive has taken, padding included. */
  readonly blocks: number;
}

/** Why a job ends early: its source failed, its drive or disc failed, the user stopped it. */
export type AbandonReason = "source" | "target" | "stop";

/** How one family of media is recorded. The calls come in this order: `refuse`, `start`, then `finish` or `abandon`. */
export interface Recipe {
  /** Such as `DVD+R sequential`. */
  readonly name: string;
  /** The job pads with zeros to a multiple of so many blocks. */
  readonly blockMultiple: number;
  /** `RecipeJob.blocks` must be known, and the job writes exactly so many. */
  readonly needsSize: boolean;
  /** In a preview the drive does everything but record; where it cannot, `start` must not be called. */
  readonly testWrite: boolean;
  /** Reasons why this recipe cannot do the job, each one sentence; asks nothing of the drive. */
  refuse(facts: RecipeFacts): string[];
  /**
   * Prepares drive and disc. With some recipes the drive already writes: call it when the data is at hand.
   *
   * @returns logical block address of the first block
   */
  start(job: RecipeJob): number;
  /** Puts everything on the disc, then closes it or leaves it appendable; returns when the disc can be read. */
  finish(job: RecipeJob, written: Written): void;
  /** Leaves drive and disc in the best state that can be had. Tells what it could not do, throws nothing. */
  abandon(job: RecipeJob, written: Written, why: AbandonReason): void;
}

export { chooseRecipe } from "./recipes/choose.ts";
