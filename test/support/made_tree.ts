/**
 * Trees that exist nowhere but in the columns of a `SourceTree`, for layouts of what would take long to make.
 *
 * @module
 */

import { ROOT, SourceTree } from "../../lib/image/source_tree.ts";

/** A tree of one folder with so many files or folders of these names, of an even date. */
export function flatTree(names: Iterable<string>, kind: "files" | "folders", size = 0): SourceTree {
  const tree = new SourceTree();
  add(tree, "", ROOT, 0o040755, 0);
  for (const name of names) add(tree, name, ROOT, kind === "files" ? 0o100644 : 0o040755, size);
  tree.detail[ROOT] = 1;
  tree.detail2[ROOT] = tree.count - 1;
  tree.places.set(ROOT, new TextEncoder().encode("/nowhere"));
  return tree;
}

function add(tree: SourceTree, name: string, parent: number, mode: number, size: number): void {
  const bytes = new TextEncoder().encode(name);
  const [uid, gid, mtime, detail, detail2] = [0, 0, 1e9, 0, 0];
  tree.add(bytes, 0, bytes.length, { parent, mode, uid, gid, size, mtime, detail, detail2 });
}
