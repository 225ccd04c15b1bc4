/**
 * `discglow blank`: a rewritable disc becomes blank.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { DRIVE_OPERAND } from "./drive_words.ts";
import { COMMON_WORDS, QUIET_WORDS, TRACE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow blank`. */
export const blank = defineCommand({
  name: "blank",
  summary: "blank a CD-RW or DVD-RW",
  description:
    "What is on the disc is lost. Discs that are never blank, such as DVD+RW and BD-RE, are formatted " +
    "with discglow format, or simply recorded anew.",
  words: {
    fast: { kind: "flag", help: "forgets what is recorded without erasing it; as without words on CD-RW" },
    full: {
      kind: "flag",
      help:
        "erases every block, which takes as long as recording the whole disc; as without words on DVD-RW, " +
        "which can be recorded in one way only after --fast",
    },
    ...QUIET_WORDS,
    ...TRACE_WORDS,
    ...COMMON_WORDS,
  },
  operands: [DRIVE_OPERAND],
  examples: [{ line: "discglow blank /dev/sr0", help: "makes the disc recordable again" }],
  run: async (input, context) => {
    const { runBlank } = await import("./renew_run.ts");
    return runBlank(input.operands[0]!, input.values, context);
  },
});
