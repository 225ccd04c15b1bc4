/**
 * Shows a job until it has ended.
 *
 * @module
 */

import type { Job } from "../../jukebox/model.ts";
import { type Follower, followJob } from "./follow_job.ts";
import { endOfJob } from "./job_end.ts";
import { JobReporter } from "./job_reporter.ts";
import { tellQueued } from "./job_words.ts";

/** Follows a job that was queued, unless it is to be left to the server, and returns its exit code. */
export async function finishJob(call: Follower, job: Job, detached: boolean): Promise<number | void> {
  const { client, output } = call;
  if (detached) return tellQueued(output, job);
  const reporter = new JobReporter(output);
  try {
    reporter.begin(job);
    let before: Promise<void> | undefined;
    const ended = await followJob(call, job, (event) => {
      before ??= tellBefore(client, job, reporter);
      reporter.take(event);
    });
    await before;
    reporter.end(ended);
    return await endOfJob(call, ended);
  } finally {
    reporter.clear();
  }
}

/** What had happened before the first event came. */
async function tellBefore(client: Follower["client"], { id }: Job, reporter: JobReporter): Promise<void> {
  const now = await client.job(id).catch(() => undefined);
  if (now !== undefined) reporter.catchUp(now);
}
