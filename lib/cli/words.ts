/**
 * The table of words a command understands. The parser, the help and the shell completions are all made from it.
 *
 * @module
 */

import type { Graft } from "../image/options.ts";

/** How the value of a word is read. */
export type WordKind =
  | "flag"
  | "text"
  | "path"
  | "number"
  | "decimal"
  | "bytes"
  | "octal"
  | "choice"
  | "date"
  | "graft";

/** One word of a command line; its name is its key in {@linkcode Words}. */
export interface Word {
  /** How the value is read; a `flag` has none. */
  readonly kind: WordKind;
  /** What it means, as a sentence that starts in lower case and has no final period. */
  readonly help: string;
  /** Stands for the value in the help, such as `PATH`. */
  readonly placeholder?: string;
  /** What holds when the word is not given, for people. */
  readonly default?: string;
  /** Unit of a number. */
  readonly unit?: string;
  /** Allowed values of a `choice`. */
  readonly choices?: readonly string[];
  /** Smallest allowed number. */
  readonly min?: number;
  /** Largest allowed number. */
  readonly max?: number;
  /** May be given several times; the values are kept in order. */
  readonly repeatable?: true;
  /** One-letter option. */
  readonly short?: string;
  /** Heading it stands under in the help. */
  readonly group?: string;
}

/** All words of a command by name. */
export type Words = Readonly<Record<string, Word>>;

/** The type of one value of a word. */
export type WordValue<W extends Word> = W["kind"] extends "flag" ? boolean
  : W["kind"] extends "text" | "path" ? string
  : W["kind"] extends "choice" ? (W extends { readonly choices: readonly (infer C)[] } ? C : string)
  : W["kind"] extends "graft" ? Graft
  : number;

/** What the parser makes of a table of words. */
export type Values<W extends Words> = {
  readonly [N in keyof W]: W[N] extends { readonly repeatable: true } ? readonly WordValue<W[N]>[]
    : W[N]["kind"] extends "flag" ? boolean
    : WordValue<W[N]> | undefined;
};
