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
  operands: [
    { name: "COMMAND", help: "the command to explain", optional: true, command: true },
    { name: "VERB", help: "a verb of it, where it has such", optional: true },
  ],
  examples: [
    { line: "discglow help iso9660", help: "every word of iso9660" },
    { line: "discglow help cdadm produce", help: "one verb of cdadm" },
  ],
  run: async ({ operands: [name, verb] }, { output }) => {
    const { commandHelp, programHelp } = await import("./help.ts");
    const { COMMANDS } = await import("./commands.ts");
    const { wantCommand } = await import("./want_command.ts");
    const { loaded, wantVerb } = await import("./verbs.ts");
    const command = name === undefined ? undefined : await loaded(wantCommand(name));
    if (command === undefined) output.line(programHelp(COMMANDS));
    else output.line(commandHelp(verb === undefined ? command : wantVerb(command, verb)));
    return EXIT_DONE;
  },
});
