/**
 * `discglow media`: what lies in a drive.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { DRIVE_OPERAND } from "./drive_words.ts";
import { COMMON_WORDS, TRACE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow media`. */
export const media = defineCommand({
  name: "media",
  summary: "tell what disc lies in a drive: its kind, room, tracks",
  description: "The exit status is 1 when there is no disc.",
  words: { ...TRACE_WORDS, ...COMMON_WORDS },
  operands: [DRIVE_OPERAND],
  examples: [{ line: "discglow media /dev/sr0", help: "is it blank, and how much fits?" }],
  run: async ({ operands: [device], values }, { output }) => {
    const { runMedia } = await import("./media_run.ts");
    return runMedia(device!, output, values.trace);
  },
});
