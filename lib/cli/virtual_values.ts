/**
 * The values of the words of `discglow virtual`, as the library takes them.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { VIRTUAL_WORDS } from "./virtual_words.ts";
import type { Values } from "./words.ts";

/** What the user has written. */
export type VirtualValues = Values<typeof VIRTUAL_WORDS>;

/** A word without which an action cannot work. */
export function want<T>(value: T | undefined, label: string, action: string): T {
  if (value !== undefined) return value;
  throw new UsageError(`Cannot run virtual ${action}: ${label} is missing`, { hint: hintFor(label) });
}

function hintFor(label: string): string {
  switch (label) {
    case "--media":
      return "discglow virtual media lists the kinds";
    case "--on":
      return "add --on read, write or command for a disc; move, exchange, read, initialise, command or label " +
        "for a jukebox";
    case "--to":
      return "add --to PATH";
    default:
      return label.includes(" or ") ? `add one of ${label}` : `add ${label} N`;
  }
}

/** `on` or `off`. */
export function isOn(choice: string | undefined): boolean | undefined {
  return choice === undefined ? undefined : choice === "on";
}

/** Seconds as milliseconds. */
export function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
