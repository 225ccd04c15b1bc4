/**
 * Errors as what a job says.
 *
 * @module
 */

import { reasonOf } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";

/** The message as it stands, or what came back in the system's words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : reasonOf(error);
}

/** `1 disc`, `7 discs` */
export function discCount(count: number): string {
  return count === 1 ? "1 disc" : `${count} discs`;
}

/** The disk with the database is full: no disc and no drive is to blame. */
export function isFull(error: unknown): boolean {
  return error instanceof JukeboxError && error.kind === "space";
}
