/**
 * A job in full.
 *
 * @module
 */

import type { Job } from "../../jukebox/model.ts";
import { escapeText } from "../escape.ts";
import type { Output } from "../output.ts";
import { discLine, jobLine, showTime } from "./job_words.ts";

/** Prints what is known of a job, its discs last. */
export function printJob(output: Output, job: Job): void {
  output.line(jobLine(job));
  output.line(`  asked for by ${escapeText(job.client)}: ${escapeText(JSON.stringify(job.request))}`);
  output.line(
    `  queued ${showTime(job.createdAt)}, begun ${showTime(job.startedAt)}, ended ${showTime(job.endedAt)}`,
  );
  for (const disc of job.discs) output.line(`  ${escapeText(discLine(disc))}`);
}
