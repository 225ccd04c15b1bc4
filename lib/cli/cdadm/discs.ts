/**
 * `cdadm discs`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";

/** The table entry. */
export const discs = defineVerb({
  name: "discs",
  summary: "list the discs that are known, or tell all about one",
  words: { device: { kind: "text", placeholder: "DEVICE", short: "d", help: "only those in this device" } },
  operands: [{ name: "DISC", help: "one of its names, its bar code, or its number", optional: true }],
  examples: [
    { line: "discglow cdadm discs", help: "all of them, on shelves too" },
    { line: "discglow cdadm discs ARCHIVE_03", help: "what it is, where it is, when it was compared" },
  ],
  act: async ({ client, output, operands: [named], values: { device } }) => {
    const filter = device === undefined ? {} : { device };
    const { wantDiscs } = await import("./want_disc.ts");
    const found = named === undefined ? await client.discs(filter) : await wantDiscs(client, named);
    if (output.json) {
      for (const disc of found) output.record({ event: "disc", disc });
      return;
    }
    const { discLine, discLines } = await import("./disc_words.ts");
    for (const line of named === undefined ? found.map(discLine) : found.flatMap(discLines)) {
      output.line(line);
    }
  },
});
