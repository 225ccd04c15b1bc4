/**
 * The names of a directory's members as strings, decoded in one go where they allow it.
 *
 * @module
 */

import type { SourceTree } from "../source_tree.ts";
import { binary } from "../scan/joined.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Names as text. A name that is not valid UTF-8 is read as Latin-1, so that no byte of it is lost.
 *
 * @param members entries; neighbours in the tree are decoded together
 */
export function textNames(tree: SourceTree, members: readonly number[]): string[] {
  const names: string[] = [];
  let i = 0;
  while (i < members.length) {
    const first = members[i]!;
    let last = first;
    let k = i + 1;
    // Link targets stand between names, so only what is no link is followed by the next name.
    while (k < members.length && members[k] === last + 1 && tree.kind(last) !== "symlink") {
      last = members[k++]!;
    }
    const run = tree.names.subarray(tree.nameAt[first]!, tree.nameAt[last]! + tree.nameLength[last]!);
    try {
      for (const name of strict.decode(run).split("\0")) names.push(name);
    } catch {
      for (let entry = first; entry <= last; entry++) names.push(textName(tree.name(entry)));
    }
    i = k;
  }
  return names;
}

/** Names with one character a byte. */
export function byteNames(tree: SourceTree, members: readonly number[]): string[] {
  return members.map((member) => binary(tree.name(member)));
}

function textName(name: Uint8Array): string {
  try {
    return strict.decode(name);
  } catch {
    return binary(name);
  }
}
