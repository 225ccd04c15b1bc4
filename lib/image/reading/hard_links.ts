/**
 * Names of one file in an image.
 *
 * @module
 */

import type { ImageEntry } from "./entry.ts";

/** What the names of one file have in common, or `undefined` when the entry has, or tells of, one name only. */
export function linkKey(entry: ImageEntry): string | undefined {
  if (!entry.posix || entry.links < 2 || entry.kind === "directory") return undefined;
  const first = entry.extents[0];
  if (entry.serial === undefined && first === undefined) return undefined;
  // Serial numbers alone are not trusted: some programs give the same one to different files.
  return `${entry.kind} ${entry.serial} ${first?.block} ${entry.size} ${entry.extents.length}`;
}
