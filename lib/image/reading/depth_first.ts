/**
 * The order in which trees of an image are gone through.
 *
 * @module
 */

import type { ImageEntry } from "./entry.ts";

/**
 * An entry and all below it, directories before what they hold.
 *
 * @param childrenOf lists a directory; called when the entries before its children have been taken
 */
export function* depthFirst<E extends ImageEntry>(
  top: E,
  childrenOf: (directory: E) => readonly E[],
): Generator<E> {
  const stack = [[top].values()];
  for (let entries = stack.at(-1); entries !== undefined; entries = stack.at(-1)) {
    const { done, value } = entries.next();
    if (done) {
      stack.pop();
      continue;
    }
    yield value;
    if (value.kind === "directory") stack.push(childrenOf(value).values() as ArrayIterator<E>);
  }
}
