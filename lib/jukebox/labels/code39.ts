/**
 * Code 39 (ISO/IEC 16388), which changers for discs and tapes read. Without the optional check character: changers
 * would take it for a part of the text.
 *
 * @module
 */

import type { Symbol1D } from "./symbol.ts";

/** Bars and spaces of each character in turn, `w` for wide. */
const PATTERNS: Readonly<Record<string, string>> = {
  "0": "nnnwwnwnn",
  "1": "wnnwnnnnw",
  "2": "nnwwnnnnw",
  "3": "wnwwnnnnn",
  "4": "nnnwwnnnw",
  "5": "wnnwwnnnn",
  "6": "nnwwwnnnn",
  "7": "nnnwnnwnw",
  "8": "wnnwnnwnn",
  "9": "nnwwnnwnn",
  A: "wnnnnwnnw",
  B: "nnwnnwnnw",
  C: "wnwnnwnnn",
  D: "nnnnwwnnw",
  E: "wnnnwwnnn",
  F: "nnwnwwnnn",
  G: "nnnnnwwnw",
  H: "wnnnnwwnn",
  I: "nnwnnwwnn",
  J: "nnnnwwwnn",
  K: "wnnnnnnww",
  L: "nnwnnnnww",
  M: "wnwnnnnwn",
  N: "nnnnwnnww",
  O: "wnnnwnnwn",
  P: "nnwnwnnwn",
  Q: "nnnnnnwww",
  R: "wnnnnnwwn",
  S: "nnwnnnwwn",
  T: "nnnnwnwwn",
  U: "wwnnnnnnw",
  V: "nwwnnnnnw",
  W: "wwwnnnnnn",
  X: "nwnnwnnnw",
  Y: "wwnnwnnnn",
  Z: "nwwnwnnnn",
  "-": "nwnnnnwnw",
  ".": "wwnnnnwnn",
  " ": "nwwnnnwnn",
  "$": "nwnwnwnnn",
  "/": "nwnwnnnwn",
  "+": "nwnnnwnwn",
  "%": "nnnwnwnwn",
};

/** Begins and ends every symbol. */
const FRAME = "nwnnwnwnn";

/** Modules of a wide bar: the ratio that is easiest to read. */
const WIDE = 3;

/** The symbol of a text; `undefined` where it has characters that Code 39 has not. */
export function code39(text: string): Symbol1D | undefined {
  const patterns = Array.from(text).map((character) =>
    Object.hasOwn(PATTERNS, character) ? PATTERNS[character] : undefined
  );
  if (text === "" || patterns.includes(undefined)) return undefined;
  const characters = [FRAME, ...patterns as string[], FRAME];
  // A narrow space stands between two characters.
  return Array.from(characters.join("n")).map((width) => width === "w" ? WIDE : 1);
}
