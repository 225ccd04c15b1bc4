/**
 * How a job over a list of discs has ended.
 *
 * @module
 */

import type { Troubles } from "./outcome.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { discCount } from "./words_of.ts";

/** Discs that are named each; the others are only counted. */
const MOST_NAMED = 10;

/** `3 of 4 discs blanked, slot 8: …` */
export function listEnding(run: JobRun, done: string, { drives, fatal }: Troubles): Ending {
  const discs = run.discs();
  const good = discs.filter(({ step }) => step === "good").length;
  const others = discs.filter(({ step }) => step !== "good");
  const lines = others.slice(0, MOST_NAMED).map(({ slot, words }) => `slot ${slot}: ${words ?? "not done"}`);
  if (others.length > MOST_NAMED) lines.push(`${others.length - MOST_NAMED} more`);
  const count = others.length === 0 ? discCount(good) : `${good} of ${discCount(discs.length)}`;
  const words = [`${count} ${done}`, ...lines, ...drives, ...(fatal === undefined ? [] : [fatal])].join(", ");
  return { state: others.length === 0 ? "done" : "failed", words };
}
