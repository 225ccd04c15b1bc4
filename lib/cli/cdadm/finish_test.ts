/**
 * The end of `attach` and `testcd`: how many slots were inspected.
 *
 * @module
 */

import type { Job } from "../../jukebox/model.ts";
import { count } from "../count.ts";
import { type Follower, followJob } from "./follow_job.ts";
import { endOfJob } from "./job_end.ts";
import { tellQueued } from "./job_words.ts";

/** Waits for an inspection and prints its classic line, and what could not be inspected. */
export async function finishTest(call: Follower, job: Job, detached: boolean): Promise<number | void> {
  const { output } = call;
  if (detached) return tellQueued(output, job);
  const ended = await followJob(call, job);
  const tested = ended.discs.filter(({ step }) => step === "good" || step === "bad");
  if (output.json) output.record({ event: "tested", tested: tested.length, job: ended });
  else {
    for (const { slot, words } of ended.discs) if (words !== null) output.message(`slot ${slot}: ${words}`);
    output.line(`tested ${count(tested.length, "slot")}`);
  }
  return await endOfJob(call, ended);
}
