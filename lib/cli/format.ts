/**
 * `discglow format`: a disc becomes one that can be overwritten anywhere.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { DRIVE_OPERAND } from "./drive_words.ts";
import { COMMON_WORDS, QUIET_WORDS, TRACE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow format`. */
export const format = defineCommand({
  name: "format",
  summary: "format a DVD-RW, DVD+RW, DVD-RAM or BD-RE",
  description: "What is on the disc is lost. Discs that need it are also formatted when they are recorded.",
  words: {
    full: { kind: "flag", help: "writes and checks the whole disc, which may take hours" },
    ...QUIET_WORDS,
    ...TRACE_WORDS,
    ...COMMON_WORDS,
  },
  operands: [DRIVE_OPERAND],
  examples: [{ line: "discglow format /dev/sr0", help: "prepares a new disc" }],
  run: async (input, context) => {
    const { runFormat } = await import("./renew_run.ts");
    return runFormat(input.operands[0]!, input.values, context);
  },
});
