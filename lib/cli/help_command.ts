/**
 * `discglow help`.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { EXIT_DONE } from "./exit_codes.ts";

/** The table entry of `discglow help`. */
export const helpCommand = defineCommand({
  name: "help",
  summary: "show how the program or a command is used",
  words: {},
  operands: [{ name: "COMMAND", help: "the command to explain", optional: true, command: true }],
  examples: [{ line: "discglow help iso9660", help: "every word of iso9660" }],
  run: async ({ operands: [name] }, { output }) => {
    const { commandHelp, programHelp } = await import("./help.ts");
    const { COMMANDS } = await import("./commands.ts");
    const { wantCommand } = await import("./want_command.ts");
    const text = name === undefined ? programHelp(COMMANDS) : commandHelp(wantCommand(name));
    output.line(text);
    return EXIT_DONE;
  },
});
