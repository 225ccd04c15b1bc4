/**
 * `cdadm rename`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";

/** The table entry. */
export const rename = defineVerb({
  name: "rename",
  summary: "give a disc another name",
  description:
    "A disc has three names: pc (8.3), rr (the full name, shown by default) and hs (as on the medium). They are " +
    "the database's: nothing on the disc changes.",
  words: {},
  operands: [
    { name: "DISC", help: "one of its names, its bar code, or its number" },
    { name: "NAME", help: "the new name, up to 32 characters; pc=NAME, rr=NAME and hs=NAME say which one" },
  ],
  examples: [
    { line: "discglow cdadm rename x0000327 ARCHIVE_03", help: "the full name" },
    { line: "discglow cdadm rename ARCHIVE_03 pc=archiv_0.3", help: "the 8.3 name" },
  ],
  act: async ({ client, output, operands: [named, text] }) => {
    const { wantDisc } = await import("./want_disc.ts");
    const [, which = "rr", name = ""] = /^(?:(pc|rr|hs)=)?(.*)$/s.exec(text!) ?? [];
    const { id } = await wantDisc(client, named!);
    const disc = await client.rename(id, which as "pc" | "rr" | "hs", name);
    if (output.json) output.record({ event: "disc", disc });
  },
});
