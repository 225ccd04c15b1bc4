/**
 * A disc of a production that no drive is left for.
 *
 * @module
 */

import type { DiscItem } from "../disc_queue.ts";
import type { JobRun } from "../job_run.ts";
import type { LastOutcome } from "../outcome.ts";
import { conclude, leave } from "./conclude.ts";

/** `undefined` when nothing was done to it; `failed`: drives have tried it, and none can read it. */
export async function giveUpDisc(
  run: JobRun,
  item: DiscItem,
  why: string,
  failed: boolean,
): Promise<LastOutcome | undefined> {
  const { step, protocol } = run.disc(item.ordinal);
  if (step !== "recording" && step !== "verifying") return undefined;
  if (!failed) return leave(run, item, why);
  return await conclude(run, item, undefined, {
    good: false,
    words: `the disc could not be compared: ${why}`,
    verified: "failed",
    protocol: { ...protocol },
  });
}
