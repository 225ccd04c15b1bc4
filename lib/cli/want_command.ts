/**
 * The command that a name means, or a sentence about the name.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Command } from "./command.ts";
import { commandNames, findCommand } from "./commands.ts";
import { nearest } from "../nearest.ts";

/** Finds a command or throws `UsageError` with the nearest one. */
export function wantCommand(name: string): Command {
  const command = findCommand(name);
  if (command !== undefined) return command;
  const what = name.startsWith("-") ? "option" : "command";
  const near = nearest(name, commandNames());
  throw new UsageError(`Cannot understand ${name}: there is no such ${what}`, {
    hint: near === undefined ? "discglow --help lists the commands" : `did you mean discglow ${near}?`,
  });
}
