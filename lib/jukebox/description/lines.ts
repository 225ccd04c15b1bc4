/**
 * The lines of a device description: `key=value`, comments, blank lines.
 *
 * @module
 */

import { nearest } from "../../nearest.ts";
import { refuseLine } from "./refusal.ts";

/** Keys of a description. */
export const KEYS = ["device", "drive", "recorder", "robot", "disks", "save"] as const;

/** A key of a description. */
export type Key = typeof KEYS[number];

/** Keys of the classic descriptions for devices that are not driven here. */
const CLASSIC_KEYS: Readonly<Record<string, string>> = {
  robid: "it names a changer at a serial port",
  ftoc: "it keeps tables of contents for one make of changers",
};

/** Keys that may stand more than once: each line is one more drive. */
const REPEATABLE: ReadonlySet<Key> = new Set(["drive", "recorder"]);

/** One line that says something. */
export interface DescriptionLine {
  readonly key: Key;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** Reads the lines; refuses what is not `key=value`, unknown keys, and keys that stand twice. */
export function descriptionLines(text: string, label: string): DescriptionLine[] {
  const lines: DescriptionLine[] = [];
  const first = new Map<Key, number>();
  text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    const { key, value } = splitLine(trimmed, label, line);
    const before = first.get(key);
    if (before !== undefined && !REPEATABLE.has(key)) {
      throw refuseLine(label, line, `${key} stands in line ${before} already`);
    }
    first.set(key, line);
    lines.push({ key, value, line });
  });
  return lines;
}

function splitLine(text: string, label: string, line: number): { key: Key; value: string } {
  const equals = text.indexOf("=");
  if (equals < 0) {
    throw refuseLine(label, line, `${text} is no key=value`, "a comment begins with #");
  }
  const key = text.slice(0, equals).trimEnd();
  const value = text.slice(equals + 1).trimStart();
  if (!isKey(key)) throw unknownKey(key, label, line);
  if (value === "") throw refuseLine(label, line, `${key} has no value`);
  return { key, value };
}

function isKey(word: string): word is Key {
  return (KEYS as readonly string[]).includes(word);
}

function unknownKey(key: string, label: string, line: number): Error {
  if (Object.hasOwn(CLASSIC_KEYS, key)) {
    return refuseLine(label, line, `the key ${key} is not known here: ${CLASSIC_KEYS[key]}`);
  }
  const near = nearest(key, KEYS);
  const hint = near === undefined ? `there are ${KEYS.join(", ")}` : `did you mean ${near}?`;
  return refuseLine(label, line, key === "" ? "the key is missing" : `there is no key ${key}`, hint);
}
