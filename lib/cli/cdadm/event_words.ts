/**
 * Events of the server in words.
 *
 * @module
 */

import type { JukeboxEvent } from "../../jukebox/events.ts";
import { escapeText } from "../escape.ts";
import { discLine } from "./disc_words.ts";
import { discLine as jobDiscLine, jobLine } from "./job_words.ts";

/** One line for an event. */
export function eventLine(event: JukeboxEvent): string {
  switch (event.event) {
    case "device": {
      const busy = event.device.drives.filter(({ activity }) => activity !== null);
      const doing = busy.map(({ number, activity }) => `, drive ${number} ${activity}`).join("");
      return escapeText(`device ${event.device.name} ${event.device.state}${doing}`);
    }
    case "gone":
      return escapeText(`device ${event.name} detached`);
    case "disc":
      return `disc ${discLine(event.disc)}`;
    case "job":
      return jobLine(event.job);
    case "job-disc":
      return escapeText(`job ${event.job} ${jobDiscLine(event.disc)}`);
    case "job-log":
      return escapeText(`job ${event.job} ${event.line.text}`);
  }
}
