/**
 * `discglow ls`: what an image holds.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { IMAGE_OPERAND } from "./drive_words.ts";
import { COMMON_WORDS, TREE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow ls`. */
export const ls = defineCommand({
  name: "ls",
  summary: "list what an image holds",
  words: {
    long: { kind: "flag", short: "l", help: "modes, links, owners, sizes and dates (UTC) as well" },
    recursive: { kind: "flag", short: "R", help: "all directories below as well" },
    ...TREE_WORDS,
    ...COMMON_WORDS,
  },
  operands: [
    IMAGE_OPERAND,
    {
      name: "PATH",
      help: "a file or directory in the image; the root if none is given",
      optional: true,
      repeatable: true,
    },
  ],
  examples: [
    { line: "discglow ls -l a.iso /reports", help: "one directory with sizes and dates" },
    { line: "discglow ls -R --json a.iso", help: "everything, one JSON line for each entry" },
  ],
  run: async (input, context) => {
    const { runLs } = await import("./ls_run.ts");
    return await runLs(input.operands, input.values, context.output);
  },
});
