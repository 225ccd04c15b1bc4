/**
 * What the completions of all shells are made from.
 *
 * @module
 */

import type { Command, Operand } from "./command.ts";
import { verbNames } from "./verbs.ts";
import type { Word } from "./words.ts";

/** Every name and alias of a command. */
export function namesOf(command: Command): string[] {
  return [command.name, ...(command.aliases ?? [])];
}

/** The words that may be written bare: `rr`, `name=`. */
export function bareWords(command: Command): string[] {
  if (!command.classic) return [];
  return Object.entries(command.words).map(([name, word]) => word.kind === "flag" ? name : `${name}=`);
}

/** The names of the words that a test accepts. */
export function wordsWhere(command: Command, accepts: (word: Word) => boolean): string[] {
  return Object.entries(command.words).filter(([, word]) => accepts(word)).map(([name]) => name);
}

/** What the operands may be: verbs, choices of their own, names of commands. */
export function operandChoices(command: Command, commands: readonly Command[]): string[] {
  const choices = ({ command, choices = [] }: Operand): readonly string[] =>
    command ? commands.map(({ name }) => name) : choices;
  return [...verbNames(command), ...(command.operands ?? []).flatMap(choices)];
}

/** Whether files of this host are among the operands. */
export function takesFiles(command: Command): boolean {
  return (command.operands ?? []).some((operand) => operand.file);
}

/** Whether a choice comes first, and files only behind it. */
export function choosesFirst(command: Command): boolean {
  return command.operands?.[0]?.choices !== undefined && takesFiles(command);
}

/** A text between single quotes for the Bourne shell and its descendants. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
