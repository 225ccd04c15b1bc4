/**
 * Commands whose first operand is a verb with words, operands and help of its own. A verb is a command that bears
 * the name of both: `cdadm attach`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Command } from "./command.ts";
import { nearest } from "../nearest.ts";

/** What a command line means once its verb is known. */
export interface Chosen {
  /** The command itself when no verb is named. */
  readonly command: Command;
  /** Its arguments, without the name of the verb. */
  readonly args: readonly string[];
}

/** A command with its verbs, which are read now if they have not been. */
export async function loaded(command: Command): Promise<Command> {
  return command.loadVerbs === undefined ? command : { ...command, verbs: await command.loadVerbs() };
}

/** Commands and their verbs, each command before its own. */
export function withVerbs(commands: readonly Command[]): Command[] {
  return commands.flatMap((command) => [command, ...(command.verbs ?? [])]);
}

/** What is typed behind the command's name: all names of a verb, or of all verbs. */
export function verbNames(command: Command, verbs: readonly Command[] = command.verbs ?? []): string[] {
  return verbs.flatMap(({ name, aliases = [] }) =>
    [name, ...aliases].map((full) => full.slice(command.name.length + 1))
  );
}

/** The verb of a name, or a sentence about the name. */
export function wantVerb(command: Command, name: string): Command {
  const found = command.verbs?.find((verb) => verbNames(command, [verb]).includes(name));
  if (found !== undefined) return found;
  const near = nearest(name, verbNames(command));
  throw new UsageError(`Cannot understand ${name}: ${command.name} has no such verb`, {
    hint: `${near === undefined ? "" : `did you mean ${near}? `}discglow ${command.name} --help lists them`,
  });
}

/** Finds the verb among the arguments; options may stand before it, and belong to it then. */
export function chooseVerb(command: Command, args: readonly string[]): Chosen {
  if (command.verbs === undefined) return { command, args };
  const place = firstOperand(command, args);
  const name = args[place];
  if (name === undefined || args.slice(0, place).includes("--help")) return { command, args };
  return { command: wantVerb(command, name), args: args.toSpliced(place, 1) };
}

function firstOperand(command: Command, args: readonly string[]): number {
  for (let place = 0; place < args.length; place++) {
    const arg = args[place]!;
    if (!arg.startsWith("-") || arg === "-") return place;
    if (takesNext(command, arg)) place++;
  }
  return args.length;
}

/** Whether an option's value is the argument behind it. */
function takesNext(command: Command, arg: string): boolean {
  return Object.entries(command.words).some(([name, { kind, short }]) =>
    kind !== "flag" && (arg === `--${name}` || (short !== undefined && arg === `-${short}`))
  );
}
