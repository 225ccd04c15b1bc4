/**
 * `cdadm job`.
 *
 * @module
 */

import { QUIET_WORDS } from "../shared_words.ts";
import { JOB, numberOf } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const job = defineVerb({
  name: "job",
  summary: "show a job and its discs, or follow it",
  words: {
    follow: {
      kind: "flag",
      short: "f",
      help: "waits for its end, as produce does; a first Ctrl-C stops the job",
    },
    ...QUIET_WORDS,
  },
  operands: [JOB],
  examples: [{ line: "discglow cdadm job 12 --follow", help: "after a connection was lost" }],
  act: async (call) => {
    const { client, output, operands: [number], values: { follow } } = call;
    const found = await client.job(numberOf(number!, "the number of a job", 1));
    if (follow) {
      const { finishJob } = await import("./finish_job.ts");
      return await finishJob(call, found, false);
    }
    if (output.json) return output.record({ event: "job", job: found });
    const { printJob } = await import("./print_job.ts");
    printJob(output, found);
  },
});
