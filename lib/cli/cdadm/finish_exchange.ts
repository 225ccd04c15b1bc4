/**
 * The end of `insert` and `remove`: which disc has gone where.
 *
 * @module
 */

import type { Disc, Job } from "../../jukebox/model.ts";
import { escapeText } from "../escape.ts";
import { discLabel } from "./disc_label.ts";
import { type Follower, followJob } from "./follow_job.ts";
import { endOfJob } from "./job_end.ts";

/** Waits for the end of the job, and prints slot and name of each disc, or what is to be done by hand. */
export async function finishExchange(call: Follower, job: Job): Promise<number> {
  const { client, output } = call;
  const ended = await followJob(call, job);
  const exitCode = await endOfJob(call, ended);
  if (ended.state === "done" && ended.discs.length === 0 && ended.words !== null && !output.json) {
    output.line(escapeText(ended.words));
  }
  for (const { slot, disc: id, words } of ended.discs) {
    const disc = id === null ? null : await client.disc(id);
    const more = words === null ? "" : `, ${escapeText(words)}`;
    if (output.json) {
      output.record({ event: "exchanged", job: ended.id, kind: ended.kind, slot, disc, words });
    } else output.line(`slot ${slot}: ${discLabel(disc)}${still(disc)}${more}`);
  }
  return exitCode;
}

/** A disc that nobody has taken out yet. */
function still(disc: Disc | null): string {
  return disc?.place.kind === "mail" ? `, in mail slot ${disc.place.number}` : "";
}
