/**
 * `cdadm insert`, which is also called `import`.
 *
 * @module
 */

import { DEVICE, slotList } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const insert = defineVerb({
  name: "insert",
  aliases: ["import"],
  summary: "take in a disc through the mail slot",
  description:
    "The disc goes into the first empty slot of the list and is inspected there. Without a disc in the mail " +
    "slot, the server waits for one as long as the parameter trayto says.",
  words: {
    force: { kind: "flag", short: "f", help: "returns as soon as the mail slot may be opened" },
  },
  operands: [DEVICE, { name: "LIST", help: "slots to choose from; without it all", optional: true }],
  examples: [
    { line: "discglow cdadm insert jb.dev", help: "prints for example: slot 21: ARCHIVE_07" },
    { line: "discglow cdadm -f import jb.dev 20-40", help: "does not wait for the operator" },
  ],
  act: async (call) => {
    const { operands: [device, list], values: { force } } = call;
    const { finishExchange } = await import("./finish_exchange.ts");
    const job = await call.client.submit("import", device!, { slots: slotList(list), early: force });
    return await finishExchange(call, job);
  },
});
