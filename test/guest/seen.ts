/**
 * What was seen of a tree, on its way from one machine to another.
 *
 * @module
 */

import type { Seen, Tree } from "../support/observe.ts";

/** One entry with its path, and with the checksum in it. */
interface Entry extends Omit<Seen, "digest"> {
  readonly path: string;
  readonly digest: string;
}

/** A tree as JSON; all its contents are read now. */
export function encodeTree(tree: Tree): string {
  const entries = [...tree].map(([path, seen]): Entry => ({ ...seen, path, digest: seen.digest() }));
  return JSON.stringify(entries);
}

/** The tree of {@linkcode encodeTree}. */
export function decodeTree(text: string): Tree {
  const entries: Entry[] = JSON.parse(text);
  return new Map(entries.map(({ path, digest, ...seen }) => [path, { ...seen, digest: () => digest }]));
}
