/**
 * Looking at values that came from a file.
 *
 * @module
 */

/** Whether a value is an object with names, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Longest value that a sentence repeats, in characters. */
const LONGEST = 40;
const PLAIN = /^[\w.+/-]{1,40}$/;

/** A value for a sentence, on one line and never long. */
export function inWords(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  if (typeof value !== "string") return String(value);
  if (PLAIN.test(value)) return value;
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}
