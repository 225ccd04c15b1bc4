/**
 * What a command is: one table entry that says how it is called and what it does.
 *
 * @module
 */

import type { Output } from "./output.ts";
import type { Values, Words } from "./words.ts";

/** Something given by its place on the command line. */
export interface Operand {
  /** Stands for it in the help, such as `IMAGE`. */
  readonly name: string;
  /** What it is, as a sentence that starts in lower case and has no final period. */
  readonly help: string;
  /** May be left out. */
  readonly optional?: true;
  /** May be given several times; only the last operand of a command. */
  readonly repeatable?: true;
  /** The only values allowed, when there are such. */
  readonly choices?: readonly string[];
  /** A file of this host, so that shells complete it. */
  readonly file?: true;
  /** The name of a command, so that shells complete it. */
  readonly command?: true;
}

/** A command line and what it is for. */
export interface Example {
  /** The command line without the shell's prompt. */
  readonly line: string;
  /** What it does. */
  readonly help: string;
}

/** Things to look up, such as the letters of columns. */
export interface LookUp {
  /** What they are. */
  readonly title: string;
  /** Names and what each means, as sentences that start in lower case and have no final period. */
  readonly rows: readonly (readonly [name: string, help: string])[];
}

/** What a command is given to run with. */
export interface Context {
  /** Where results and messages go. */
  readonly output: Output;
  /**
   * From the first call on, Ctrl-C and SIGTERM abort this signal instead of ending the program. A job that hears
   * of the requests to stop is given more time: only the third one ends the program.
   */
  readonly signal: (onRequest?: (request: number) => void) => AbortSignal;
}

/** What the parser made of a command line. */
export interface Input<W extends Words> {
  /** One value for each word. */
  readonly values: Values<W>;
  /** The operands in their order. */
  readonly operands: readonly string[];
}

/** One command of the program. */
export interface Command<W extends Words = Words> {
  /** The name users type. */
  readonly name: string;
  /** Other names for it. */
  readonly aliases?: readonly string[];
  /** What it does, in a few words. */
  readonly summary: string;
  /** What one should know before using it, in whole sentences. */
  readonly description?: string;
  /** Its words may be written bare, without dashes. */
  readonly classic?: true;
  /** Its words. */
  readonly words: W;
  /** Its operands. */
  readonly operands?: readonly Operand[];
  /** Commands of their own, named by its first operand; their names begin with its name. */
  readonly verbs?: readonly Command[];
  /** Reads the verbs, where other commands are to start without them. */
  readonly loadVerbs?: () => Promise<readonly Command[]>;
  /** What its words and operands refer to. */
  readonly lookUps?: readonly LookUp[];
  /** A few command lines. */
  readonly examples: readonly Example[];
  /** Does the work and returns the exit code. Imports what it needs by itself, so that the help stays quick. */
  readonly run: (input: Input<W>, context: Context) => Promise<number> | number;
}

/** Gives `run` the types of its own words, and the registry one type for all commands. */
export function defineCommand<const W extends Words>(command: Command<W>): Command {
  return command as unknown as Command;
}
