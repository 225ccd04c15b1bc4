/**
 * `cdadm jobs`.
 *
 * @module
 */

import type { JobState } from "../../jukebox/model.ts";
import { defineVerb } from "./verb.ts";

const STATES = [
  "queued",
  "running",
  "interrupted",
  "done",
  "failed",
  "stopped",
] as const satisfies JobState[];

/** The table entry. */
export const jobs = defineVerb({
  name: "jobs",
  summary: "list jobs, the latest first",
  words: {
    device: { kind: "text", placeholder: "DEVICE", short: "d", help: "only those of this device" },
    state: {
      kind: "choice",
      placeholder: "STATE",
      choices: STATES,
      repeatable: true,
      help: "only those in this state",
    },
    limit: {
      kind: "number",
      placeholder: "NUMBER",
      min: 1,
      max: 10000,
      default: "20",
      help: "so many at most",
    },
  },
  operands: [],
  examples: [{ line: "discglow cdadm jobs --state running", help: "what goes on" }],
  act: async ({ client, output, values: { device, state, limit } }) => {
    const { jobLine } = await import("./job_words.ts");
    const filter = {
      ...(device === undefined ? {} : { device }),
      ...(state.length === 0 ? {} : { states: state }),
      limit: limit ?? 20,
    };
    for (const job of await client.jobs(filter)) {
      if (output.json) output.record({ event: "job", job });
      else output.line(jobLine(job));
    }
  },
});
