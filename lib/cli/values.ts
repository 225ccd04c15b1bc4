/**
 * The text after a word becomes its value.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Graft } from "../image/options.ts";
import type { Word } from "./words.ts";
import { nearest } from "../nearest.ts";

/** One value as the parser hands it on. */
export type Value = boolean | string | number | Graft;

/** Reads the text of one value, or refuses it with a sentence that names what was typed. */
export function parseValue(label: string, word: Word, text: string): Value {
  switch (word.kind) {
    case "flag":
      throw new UsageError(`Cannot use ${label}=${text}: ${label} takes no value`, {
        hint: `write ${label} alone`,
      });
    case "text":
      return text;
    case "path":
      if (text === "") throw new UsageError(`Cannot use ${label}: the path is empty`);
      return text;
    case "number":
      return inRange(label, word, text, parseNumber(label, text));
    case "decimal":
      return inRange(label, word, text, parseDecimal(label, text));
    case "bytes":
      return inRange(label, word, text, parseBytes(label, text));
    case "octal":
      return parseOctal(label, text);
    case "choice":
      return parseChoice(label, text, word.choices ?? []);
    case "date":
      return parseDate(label, text);
    case "graft":
      return parseGraft(label, text);
  }
}

/** Reads a whole number, decimal or after `0x` hexadecimal. */
export function parseNumber(label: string, text: string): number {
  const number = /^(?:\d+|0[xX][0-9a-fA-F]+)$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(number)) {
    throw new UsageError(`Cannot use ${label}=${text}: it is not a whole number`, {
      hint: "write it in decimal or, after 0x, in hexadecimal",
    });
  }
  return number;
}

/** Reads a number that need not be whole, as speeds are; an `x` may follow. */
export function parseDecimal(label: string, text: string): number {
  const digits = /^(\d{1,9}(?:\.\d{1,9})?)[xX]?$/.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);
  throw new UsageError(`Cannot use ${label}=${text}: it is not a number`, { hint: "write it as 4 or 2.4" });
}

/** Reads a number of bytes: a whole number, or a decimal one with the unit `k`, `M`, `G` or `T` (powers of 1024). */
export function parseBytes(label: string, text: string): number {
  const [, digits, unit] = /^(\d+)([kKmMgGtT])(?:i?B)?$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return parseNumber(label, text);
  const bytes = Number(digits) * 1024 ** ("kmgt".indexOf(unit.toLowerCase()) + 1);
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new UsageError(`Cannot use ${label}=${text}: nothing is that large`);
}

function inRange(label: string, word: Word, text: string, number: number): number {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = word;
  if (number >= min && number <= max) return number;
  const range = word.max === undefined ? `be at least ${min}` : `lie between ${min} and ${max}`;
  throw new UsageError(`Cannot use ${label}=${text}: it must ${range}`);
}

/** Reads permission bits in octal, with or without a leading `0` or `0o`. */
export function parseOctal(label: string, text: string): number {
  const digits = /^(?:0[oO])?([0-7]+)$/.exec(text)?.[1];
  const number = digits === undefined ? NaN : parseInt(digits, 8);
  if (!(number <= 0o7777)) {
    throw new UsageError(`Cannot use ${label}=${text}: it is not an octal mode between 0 and 7777`);
  }
  return number;
}

function parseChoice(label: string, text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  const near = nearest(text, choices);
  throw new UsageError(`Cannot use ${label}=${text}: the values are ${choices.join(", ")}`, {
    hint: near === undefined ? undefined : `did you mean ${label}=${near}?`,
  });
}

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(?:Z|([+-]\d{2}):?(\d{2}))?)?$/i;

/** The dates a directory record can hold (ECMA-119 9.1.5: years 1900 to 2155). */
const EARLIEST_DATE = Date.UTC(1900, 0, 1) / 1000;
const LATEST_DATE = Date.UTC(2156, 0, 1) / 1000 - 1;

/** Reads a date: ISO 8601 (without a zone it is UTC), `@SECONDS` or plain seconds since 1970 UTC. */
export function parseDate(label: string, text: string): number {
  const seconds = secondsOf(text);
  if (seconds === undefined || Number.isNaN(seconds)) {
    throw new UsageError(`Cannot use ${label}=${text}: it is not a date`, {
      hint: "write it as 2024-12-31, 2024-12-31T23:59:59Z or @SECONDS since 1970",
    });
  }
  if (seconds < EARLIEST_DATE || Math.floor(seconds) > LATEST_DATE) {
    throw new UsageError(`Cannot use ${label}=${text}: an image holds dates from 1900 to 2155`);
  }
  return seconds;
}

function secondsOf(text: string): number | undefined {
  if (/^\d{4}$/.test(text)) return undefined; // rather a year than the first hours of 1970
  if (/^(?:@-?)?\d+$/.test(text)) return Number(text.replace("@", ""));
  const parts = ISO_DATE.exec(text);
  if (parts === null) return undefined;
  const [, day, time = "00:00", seconds = ":00", zoneHours = "+00", zoneMinutes = "00"] = parts;
  if (new Date(`${day}T00:00:00Z`).getUTCDate() !== Number(day!.slice(8))) return undefined;
  return Date.parse(`${day}T${time}${seconds}${zoneHours}:${zoneMinutes}`) / 1000;
}

/** Reads `/IN/IMAGE=PATH`; an equals sign in the place is written `\=`. */
export function parseGraft(label: string, text: string): Graft {
  const parts = /^((?:[^=\\]|\\.)*)=(.+)$/s.exec(text);
  const to = parts?.[1]?.replace(/\\([=\\])/g, "$1");
  const from = parts?.[2];
  if (to === undefined || from === undefined || !to.startsWith("/")) {
    throw new UsageError(`Cannot use ${label}=${text}: it is not of the form /IN/IMAGE=PATH`, {
      hint: `write ${label}=/docs/manual=/home/me/manual to find that folder as /docs/manual`,
    });
  }
  return { to, from };
}
