/**
 * DVD-RW that was formatted: restricted overwrite.
 *
 * @module
 */

import { FORMAT_TYPE } from "../../mmc/format_unit.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { Recipe, RecipeJob } from "../recipe.ts";
import { closeOpenSession } from "./steps/close.ts";
import { overwrite } from "./overwrite.ts";
import { sendAndWait } from "./steps/waiting.ts";

/** Whole ECC blocks anywhere in the formatted part, which may grow with what is recorded. */
export function dvdRwOverwrite(medium: MediumSummary): Recipe {
  return overwrite(medium, { prepare: grow, close: (job) => [() => closeOpenSession(job)] });
}

function grow(job: RecipeJob): void {
  const { drive } = job;
  const capacities = drive.formatCapacities();
  const formatted = capacities[0];
  const needed = job.blocks ?? job.medium.capacity;
  if (formatted?.state !== "formatted" || needed <= formatted.blocks) return;
  // In its intermediate state it grows already, and a drive would refuse to be told so.
  if (drive.discInformation().lastSession === "incomplete") return;
  const offers = capacities.filter(({ state }) => state === "offered");
  const offer = offers.find(({ type, blocks }) => type === FORMAT_TYPE.dvdRwGrow && blocks > 0) ??
    offers.find(({ type }) => type === FORMAT_TYPE.dvdRwQuick);
  // Of no blocks: the formatted part grows with what is written, without a wait.
  if (offer === undefined) return;
  const { type, parameter } = offer;
  sendAndWait(job, "make room on the disc", () => drive.format({ type, blocks: 0, parameter }, true), {
    stopped: () => job.stopped(),
  });
}
