/**
 * The names of a directory's members as strings, decoded in one go where they allow it.
 *
 * @module
 */

import { decodeCharacters } from "../../iso9660/characters.ts";
import { utf8Text } from "../display.ts";
import type { SourceTree } from "../source_tree.ts";

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
    const text = utf8Text(run);
    if (text !== undefined) {
      for (const name of text.split("\0")) names.push(name);
    } else {
      for (let entry = first; entry <= last; entry++) names.push(textName(tree.name(entry)));
    }
    i = k;
  }
  return names;
}

/** Names with one character a byte. */
export function byteNames(tree: SourceTree, members: readonly number[]): string[] {
  return members.map((member) => decodeCharacters(tree.name(member)));
}

function textName(name: Uint8Array): string {
  return utf8Text(name) ?? decodeCharacters(name);
}
