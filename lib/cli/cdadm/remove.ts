/**
 * `cdadm remove`, which is also called `export`.
 *
 * @module
 */

import { DEVICE, slotList } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** Every slot list is made of these. */
const LOOKS_LIKE_LIST = /^(?:-|[\d,-]+)$/;

/** The table entry. */
export const remove = defineVerb({
  name: "remove",
  aliases: ["export"],
  summary: "give out a disc through the mail slot",
  description:
    "The disc of the first slot of the list that holds one, or the disc of a name. Without either, a bad disc " +
    "is preferred.",
  words: {
    force: { kind: "flag", short: "f", help: "returns as soon as the mail slot may be opened" },
    all: { kind: "flag", help: "gives out the discs of all slots of the list, one after the other" },
  },
  operands: [DEVICE, { name: "DISC", help: "slots to choose from, or the name of a disc", optional: true }],
  examples: [
    { line: "discglow cdadm remove jb.dev", help: "prints for example: slot 7: -badCD-" },
    { line: "discglow cdadm export jb.dev ARCHIVE_03", help: "a disc by its name" },
  ],
  act: async (call) => {
    const { client, operands: [device, which], values: { all, force } } = call;
    const { finishExchange } = await import("./finish_exchange.ts");
    const { wantDisc } = await import("./want_disc.ts");
    const named = which !== undefined && which !== "" && !LOOKS_LIKE_LIST.test(which);
    const request = named
      ? { slots: null, disc: (await wantDisc(client, which)).id, early: force }
      : { slots: slotList(which), disc: null, all, early: force };
    return await finishExchange(call, await client.submit("export", device!, request));
  },
});
