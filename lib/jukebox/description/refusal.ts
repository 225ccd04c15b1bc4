/**
 * How a line of a device description is refused.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";

/** A description that cannot be used, with the line that is to blame. */
export function refuseLine(label: string, line: number, words: string, hint?: string): JukeboxError {
  return new JukeboxError("usage", `Cannot use ${label}: line ${line}: ${words}`, { hint });
}

/** A description that cannot be used as a whole. */
export function refuseFile(label: string, words: string, hint?: string): JukeboxError {
  return new JukeboxError("usage", `Cannot use ${label}: ${words}`, { hint });
}
