/**
 * `discglow eject`: the tray comes out, or goes in.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { DRIVE_OPERAND } from "./drive_words.ts";
import { EXIT_DONE } from "./exit_codes.ts";
import { COMMON_WORDS, TRACE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow eject`. */
export const eject = defineCommand({
  name: "eject",
  summary: "eject or load the disc of a drive",
  description: "A drive that a job left locked is unlocked first.",
  words: {
    load: { kind: "flag", help: "closes the tray instead" },
    ...TRACE_WORDS,
    ...COMMON_WORDS,
  },
  operands: [DRIVE_OPERAND],
  examples: [
    { line: "discglow eject /dev/sr0", help: "opens the tray" },
    { line: "discglow eject /dev/sr0 --load", help: "closes it" },
  ],
  run: async ({ operands: [device], values }, { output }) => {
    const { openDrive } = await import("./open_drive.ts");
    using drive = openDrive(device!, { exclusive: true, trace: values.trace ? output : undefined });
    if (values.load) drive.load();
    else {
      drive.lock(false);
      drive.eject();
    }
    if (values.json) output.record({ event: values.load ? "loaded" : "ejected", device });
    return EXIT_DONE;
  },
});
