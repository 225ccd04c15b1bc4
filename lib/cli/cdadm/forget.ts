/**
 * `cdadm forget`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";

/** The table entry. */
export const forget = defineVerb({
  name: "forget",
  summary: "forget a disc that is on the shelf",
  description: "The disc and its files leave the database for ever.",
  words: {},
  operands: [{ name: "DISC", help: "one of its names, its bar code, or its number" }],
  examples: [{ line: "discglow cdadm forget ARCHIVE_03", help: "the disc was thrown away" }],
  act: async ({ client, output, operands: [named] }) => {
    const { wantDisc } = await import("./want_disc.ts");
    const disc = await wantDisc(client, named!);
    await client.forget(disc.id);
    if (output.json) output.record({ event: "forgotten", disc });
  },
});
