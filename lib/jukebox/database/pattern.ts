/**
 * The words of a search.
 *
 * A word is found anywhere in a path, whatever its case and accents. With `*` (anything) or `?` (one character) it
 * is a pattern for the whole name of the file; with a `/` in it, for the end of the path from any folder on, and from
 * the root on when it begins with one. All words must be found.
 *
 * @module
 */

import { fold } from "./fold.ts";

/** Words that are looked at; nobody types more. */
const MOST_WORDS = 32;

/** Characters of a word that are looked at. */
const LONGEST_WORD = 256;

/** A word of a search. */
export interface Word {
  /** What must occur in a path for it to be found, without wildcards and slashes. */
  readonly pieces: readonly string[];
  /** The same as they stand in JSON. */
  readonly quoted: readonly string[];
  /** Whether it is found in a path, given as folder and name that have been folded. */
  readonly isIn: (folder: string, name: string) => boolean;
}

/** The words of what a user has typed. */
export function wordsOf(text: string): Word[] {
  const words = fold(text).split(/\s+/u).filter((word) => word !== "");
  return words.slice(0, MOST_WORDS).map((word) => wordOf(word.slice(0, LONGEST_WORD)));
}

function wordOf(word: string): Word {
  const pieces = word.split(/[*?/]+/).filter((piece) => piece !== "");
  return { pieces, quoted: pieces.map((piece) => JSON.stringify(piece).slice(1, -1)), isIn: testOf(word) };
}

function testOf(word: string): Word["isIn"] {
  if (!/[*?]/.test(word)) {
    // Only a word with a slash can lie across the border.
    if (word.includes("/")) return (folder, name) => `${folder}/${name}`.includes(word);
    return (folder, name) => name.includes(word) || folder.includes(word);
  }
  if (!word.includes("/")) {
    const pattern = patternOf(word);
    return (_, name) => matches(pattern, name);
  }
  const pattern = patternOf(word.startsWith("/") ? word : `*/${word}`);
  return (folder, name) => matches(pattern, `${folder}/${name}`);
}

/** Runs of characters between stars. */
function patternOf(word: string): readonly (readonly string[])[] {
  return word.split(/\*+/).map((run) => Array.from(run));
}

/** Whether a pattern covers a text: never takes longer than the product of their lengths, unlike an expression. */
function matches(runs: readonly (readonly string[])[], text: string): boolean {
  const characters = Array.from(text);
  const fits = (run: readonly string[], at: number) =>
    at + run.length <= characters.length && run.every((one, i) => one === "?" || one === characters[at + i]);
  const [first, ...rest] = runs as [readonly string[], ...(readonly string[])[]];
  if (!fits(first, 0)) return false;
  let at = first.length;
  const last = rest.pop();
  if (last === undefined) return at === characters.length;
  for (const run of rest) {
    while (at + run.length <= characters.length && !fits(run, at)) at++;
    if (at + run.length > characters.length) return false;
    at += run.length;
  }
  const end = characters.length - last.length;
  return end >= at && fits(last, end);
}
