/**
 * `discglow find`: on which disc a file is, and where that disc is.
 *
 * @module
 */

import { SERVER_WORDS } from "./cdadm/server_words.ts";
import { defineCommand } from "./command.ts";
import { COMMON_WORDS } from "./shared_words.ts";

/** The table entry of `discglow find`. */
export const find = defineCommand({
  name: "find",
  summary: "find files on all discs that the jukebox server knows",
  description:
    "Words are parts of a path in any order and in either case. Every line is a path, the name of its disc, and " +
    "where the disc is: in a slot, a drive or a mail slot of a device, or on the shelf. The disc need not be " +
    "loaded. A word with * or ? is a pattern for a whole name, with a slash in it for the path from any folder " +
    "on: quote it. The exit code is 1 when nothing is found.",
  words: {
    limit: {
      kind: "number",
      placeholder: "NUMBER",
      min: 1,
      max: 10_000,
      default: "100",
      help: "so many files at most",
    },
    disc: {
      kind: "text",
      placeholder: "DISC",
      help: "only on this disc: one of its names, its bar code, or its number",
    },
    database: {
      kind: "path",
      placeholder: "FILE",
      help: "searches this database, such as a backup, without a server",
    },
    ...SERVER_WORDS,
    ...COMMON_WORDS,
  },
  operands: [{ name: "WORD", help: "part of a path", repeatable: true }],
  examples: [
    {
      line: "discglow find report-2019",
      help: "prints for example: /reports/report-2019.pdf  ARCHIVE_03  jb slot 7",
    },
    { line: "discglow find '*.pdf' 2019", help: "names that end so, with 2019 anywhere in the path" },
    { line: "discglow find --database /backup/volumes.db report 2019", help: "without a server" },
  ],
  run: async (input, context) => {
    const { runFind } = await import("./find_run.ts");
    return await runFind(input.operands, input.values, context.output);
  },
});
