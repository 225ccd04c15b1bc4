/**
 * `cdadm verify`.
 *
 * @module
 */

import { DEVICE, driveList, LIST, slotList } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { JOB_WORDS, RECORDERS_WORD } from "./verb_words.ts";

/** The table entry. */
export const verify = defineVerb({
  name: "verify",
  summary: "compare recorded discs with their source",
  description:
    "The exit code is 0 when all discs are equal to the source, 4 when there are differences. A disc that is " +
    "not equal is set aside (-badCD-).",
  words: {
    source: {
      kind: "path",
      placeholder: "SOURCE",
      short: "s",
      help:
        "an image file, as the server's host names it; without it, what the server kept of the source when it recorded the disc",
    },
    drives: { ...RECORDERS_WORD, default: "all that serve", help: "numbers of the drives to use" },
    ...JOB_WORDS,
  },
  operands: [DEVICE, LIST],
  examples: [{ line: "discglow cdadm verify jb.dev 7-12 -s image.iso", help: "years later" }],
  act: async (call) => {
    const { client, operands: [device, list], values: { source, drives, detach } } = call;
    const { pathForServer } = await import("./path_for_server.ts");
    const { finishJob } = await import("./finish_job.ts");
    const request = {
      slots: slotList(list),
      source: source === undefined ? null : pathForServer(source, client.local),
      drives: driveList(drives),
    };
    return await finishJob(call, await client.submit("verify", device!, request), detach);
  },
});
