/**
 * `cdadm testcd`.
 *
 * @module
 */

import { DEVICE, LIST, slotList } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { DETACH_WORD } from "./verb_words.ts";

/** The table entry. */
export const testcd = defineVerb({
  name: "testcd",
  summary: "inspect slots and bring the volumes database up to date",
  description:
    "A device that was halted so that discs could be changed by hand is in service again afterwards.",
  words: { detach: DETACH_WORD },
  operands: [DEVICE, LIST],
  examples: [{ line: "discglow cdadm testcd jb.dev 7", help: "prints for example: tested 1 slot" }],
  act: async (call) => {
    const [device, list] = call.operands;
    const { finishTest } = await import("./finish_test.ts");
    const job = await call.client.submit("test", device!, { slots: slotList(list) });
    return await finishTest(call, job, call.values.detach);
  },
});
