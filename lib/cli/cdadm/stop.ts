/**
 * `cdadm stop`.
 *
 * @module
 */

import { JOB, numberOf } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const stop = defineVerb({
  name: "stop",
  summary: "stop a job at its next safe point",
  words: {},
  operands: [JOB],
  examples: [{ line: "discglow cdadm stop 12", help: "returns at once; job 12 --follow waits" }],
  act: async ({ client, output, operands: [number] }) => {
    const stopped = await client.stopJob(numberOf(number!, "the number of a job", 1));
    if (output.json) return output.record({ event: "job", job: stopped });
    const { jobLine } = await import("./job_words.ts");
    output.line(jobLine(stopped));
  },
});
