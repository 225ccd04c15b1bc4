/**
 * Paths on the host as bytes.
 *
 * @module
 */

import type { SourceTree } from "../source_tree.ts";

/** Bytes with a NUL behind them. */
export function terminated(place: Uint8Array): Uint8Array<ArrayBuffer> {
  const path = new Uint8Array(place.length + 1);
  path.set(place);
  return path;
}

/** A place and a name in it. */
export function joined(place: Uint8Array, name: Uint8Array): Uint8Array<ArrayBuffer> {
  const path = new Uint8Array(place.length + 1 + name.length);
  path.set(place);
  path[place.length] = 47;
  path.set(name, place.length + 1);
  return path;
}

/** An entry's place on the host, without the NUL. */
export function hostPlace(tree: SourceTree, index: number): Uint8Array<ArrayBuffer> {
  return tree.hostPath(index).slice(0, -1);
}
