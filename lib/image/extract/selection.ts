/**
 * Which entries are extracted, and in which order.
 *
 * @module
 */

import { ImageError, UsageError } from "../../errors.ts";
import type { Image } from "../open.ts";
import { depthFirst } from "../reading/depth_first.ts";
import type { ImageEntry } from "../reading/entry.ts";

/** The entries that paths name. Throws, naming all that are missing. */
export function entriesAt(image: Image, paths: readonly string[] | undefined): ImageEntry[] {
  if (paths === undefined) return [image.root];
  const missing: string[] = [];
  const found = new Set<ImageEntry>();
  for (const path of paths) {
    const entry = image.find(path);
    if (entry === undefined) missing.push(path);
    else found.add(entry);
  }
  if (missing.length > 0) {
    const verb = missing.length === 1 ? "it is" : "they are";
    throw new UsageError(`Cannot extract ${missing.join(", ")}: ${verb} not in the image`);
  }
  return [...found].filter((entry) => !ancestorsOf(entry).some((above) => found.has(above)));
}

/** The directories above an entry, the root first. */
function ancestorsOf(entry: ImageEntry): ImageEntry[] {
  const above: ImageEntry[] = [];
  for (let next = entry.parent; next !== undefined; next = next.parent) above.push(next);
  return above.reverse();
}

/**
 * The entries with the directories above and all below them; every directory comes before what it holds.
 *
 * @param onFault called for a directory that cannot be listed
 */
export function* withAllBelow(
  image: Image,
  entries: readonly ImageEntry[],
  onFault: (directory: ImageEntry, error: ImageError) => void,
): Generator<ImageEntry> {
  const passed = new Set<ImageEntry>();
  for (const entry of entries) {
    for (const above of ancestorsOf(entry)) {
      if (!passed.has(above)) yield above;
      passed.add(above);
    }
    yield* depthFirst(entry, (directory) => {
      try {
        return image.children(directory);
      } catch (error) {
        if (!(error instanceof ImageError)) throw error;
        onFault(directory, error);
        return [];
      }
    });
  }
}
