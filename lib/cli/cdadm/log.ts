/**
 * `cdadm log`.
 *
 * @module
 */

import { JOB, numberOf } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const log = defineVerb({
  name: "log",
  summary: "show the log of a job",
  words: {},
  operands: [JOB],
  examples: [{ line: "discglow cdadm log 12", help: "time, level and text of every line" }],
  act: async ({ client, output, operands: [number] }) => {
    const { showTime } = await import("./job_words.ts");
    const { escapeText } = await import("../escape.ts");
    const job = numberOf(number!, "the number of a job", 1);
    for (const line of await client.jobLog(job)) {
      if (output.json) output.record({ event: "job-log", job, line });
      else output.line(`${showTime(line.time)} ${line.level} ${escapeText(line.text)}`);
    }
  },
});
