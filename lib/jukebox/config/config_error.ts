/**
 * How a configuration is refused.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";

/** A configuration that cannot be used. */
export function configError(file: string, words: string, hint?: string, cause?: unknown): UsageError {
  return new UsageError(`Cannot use ${file}: ${words}`, { hint, cause });
}

/** Refuses what stands in a table of the configuration and is not known there. */
export function refuseUnknown(table: object, known: readonly string[], file: string, place: string): void {
  for (const key of Object.keys(table)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw configError(
      file,
      `there is no key ${place}${key}`,
      near === undefined
        ? `there are ${known.map((name) => place + name).join(", ")}`
        : `did you mean ${place}${near}?`,
    );
  }
}
