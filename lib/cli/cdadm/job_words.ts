/**
 * Jobs and their discs in words.
 *
 * @module
 */

import { LAST_STEPS } from "../../jukebox/database/volumes.ts";
import type { Job, JobDisc } from "../../jukebox/model.ts";
import { count } from "../count.ts";
import { escapeText } from "../../escape_text.ts";
import type { Output } from "../output.ts";

/** Tells the number of a job that is left to the server. */
export function tellQueued(output: Output, job: Job): void {
  if (output.json) output.record({ event: "job", job });
  else output.line(`job ${job.id}`);
}

/** `slot 7, drive 2: recording`, with what there is to say of it once nothing more happens to it. */
export function discLine({ slot, drive, step, words, barcode }: JobDisc): string {
  const where = [`slot ${slot}`, ...(drive === null ? [] : [`drive ${drive}`])];
  const code = barcode === null ? "" : ` (${barcode})`;
  const said = words === null || !LAST_STEPS.includes(step) ? "" : `, ${words}`;
  return `${where.join(", ")}${code}: ${step}${said}`;
}

/** `job 12 produce jb running 43 % 3 of 7 discs good: drive 1 recording` */
export function jobLine({ id, kind, device, state, progress, activity, words, discs }: Job): string {
  const parts = [`job ${id}`, kind, device, state];
  if (state === "running" && progress !== null) parts.push(`${Math.floor(progress * 100)} %`);
  if (discs.length > 0) {
    const good = discs.filter(({ step }) => step === "good").length;
    parts.push(`${good} of ${count(discs.length, "disc")} good`);
  }
  const said = words ?? (state === "running" ? activity : null);
  return escapeText(parts.join(" ") + (said === null ? "" : `: ${said}`));
}

/** A time of the server, to the second. */
export function showTime(time: string | null): string {
  return time === null ? "-" : time.slice(0, 19).replace("T", " ");
}
