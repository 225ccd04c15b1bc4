/**
 * `cdadm blank`.
 *
 * @module
 */

import { DEVICE, driveList, slotList } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { JOB_WORDS, RECORDERS_WORD } from "./verb_words.ts";

/** The table entry. */
export const blank = defineVerb({
  name: "blank",
  summary: "make rewritable discs blank",
  description: "What is on them is lost. Discs that cannot be rewritten are left as they are, and named.",
  words: {
    drives: RECORDERS_WORD,
    ...JOB_WORDS,
  },
  operands: [DEVICE, { name: "LIST", help: "slots: 7, 3,6,40, 3-7 or 2,20-45" }],
  examples: [{ line: "discglow cdadm blank jb.dev 7-12", help: "discs of six slots" }],
  act: async (call) => {
    const { operands: [device, list], values: { drives, detach } } = call;
    const { finishJob } = await import("./finish_job.ts");
    const request = { slots: slotList(list), drives: driveList(drives) };
    return await finishJob(call, await call.client.submit("blank", device!, request), detach);
  },
});
