/**
 * `cdadm get`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";
import { toWord } from "./verb_words.ts";

/** The table entry. */
export const get = defineVerb({
  name: "get",
  summary: "fetch a file of a disc",
  description: "The disc is loaded when it is in no drive, which takes its time.",
  words: {
    to: toWord("the contents go"),
  },
  operands: [
    { name: "DISC", help: "one of its names, its bar code, or its number" },
    { name: "PATH", help: "path on the disc, as discglow find shows it" },
  ],
  examples: [{ line: "discglow cdadm get ARCHIVE_03 /reports/x.pdf -o x.pdf", help: "one file" }],
  act: async (call) => {
    const { fetchFile } = await import("./fetch_file.ts");
    await fetchFile(call);
  },
});
