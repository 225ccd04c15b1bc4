/**
 * Why a device could not be opened, or a command not be sent: the same three facts on every way to a device.
 *
 * @module
 */

import { commandName } from "./opcodes.ts";
import { TransportError, type TransportTrouble } from "./transport_error.ts";

/** What was met. */
export interface Refusal {
  /** Its kind. */
  readonly trouble: TransportTrouble;
  /** What came back, to follow a colon. */
  readonly words: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** The device was there, and no longer is. */
export const GONE: Refusal = {
  trouble: "gone",
  words: "the device is no longer there",
  hint: "look at the drive's power and cable",
};

/** The transport has been closed by us. */
export const CLOSED: Refusal = { trouble: "gone", words: "it has been closed" };

/** No command has so many bytes. */
export function badLength(length: number): Refusal {
  return { trouble: "failed", words: `a command of ${length} bytes cannot be sent` };
}

/** More data than `who` moves in one command. */
export function tooLong(length: number, limit: number, who: string): Refusal {
  return {
    trouble: "too long",
    words: `${length} bytes are more than the ${limit} that ${who} moves at once`,
  };
}

/** Makes the error for a device that could not be opened. */
export function openError(name: string, { trouble, words, hint }: Refusal): TransportError {
  return new TransportError(name, trouble, `Cannot open ${name}: ${words}`, { hint });
}

/** Makes the error for a command that did not get to the device, or whose answer did not get to us. */
export function sendError(name: string, cdb: Uint8Array, { trouble, words, hint }: Refusal): TransportError {
  return new TransportError(name, trouble, `Cannot send ${commandName(cdb)} to ${name}: ${words}`, {
    answer: { cdb: cdb.slice() },
    hint,
  });
}
