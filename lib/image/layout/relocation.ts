/**
 * Directories deeper than eight levels (ECMA-119 6.8.2.1) move to a directory of the root, where Rock Ridge
 * tells readers to take them back (RRIP 1.12 4.1.5).
 *
 * @module
 */

import { display } from "../display.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";

/** Deepest level of a directory; the root is level 1 (ECMA-119 6.8.2.1). */
export const DEEPEST = 8;

/** Name of the directory that they move to, the one that readers know. */
const HOME = "rr_moved";
/** Where the user has one of that name: sorts in front of it, as libarchive takes the first for the home. */
const BEFORE_HOME = "rr_move0";

/** Which directories move. */
export interface Relocation {
  /** The entry of the directory that they move to, which stands outside the tree. */
  readonly home: number;
  /** The name that its identifier is made from. */
  readonly homeName: string;
  /** The entries of the directories that move. */
  readonly moved: number[];
  /** Whether an entry has only a placeholder in that directory. */
  isPlaceholder(entry: number, directory: number): boolean;
}

/** The level of every directory when all stay where they are. */
export function deepestDirectory(tree: SourceTree): { level: number; entry: number } {
  const levels = new Uint32Array(tree.count);
  let deepest = { level: 1, entry: ROOT };
  for (let entry = 0; entry < tree.count; entry++) {
    if (!tree.isDirectory(entry)) continue;
    const level = entry === ROOT ? 1 : levels[tree.parent[entry]!]! + 1;
    levels[entry] = level;
    if (level > deepest.level) deepest = { level, entry };
  }
  return deepest;
}

/** Decides which directories move, and adds their new home to the columns of the tree. */
export function relocate(tree: SourceTree, date: number): Relocation {
  const count = tree.count;
  const levels = new Uint8Array(count);
  const moved: number[] = [];
  for (let entry = 0; entry < count; entry++) {
    if (!tree.isDirectory(entry)) continue;
    let level = entry === ROOT ? 1 : levels[tree.parent[entry]!]! + 1;
    if (level > DEEPEST) {
      moved.push(entry);
      level = 3;
    }
    levels[entry] = level;
  }
  const taken = [...tree.children(ROOT)].some((child) => display(tree.name(child)).toLowerCase() === HOME);
  const home = tree.addMade(HOME, 0o040555, date);
  tree.links[home] = 2 + moved.length;
  const relocated = new Set(moved);
  const homeName = taken ? BEFORE_HOME : HOME;
  return {
    home,
    homeName,
    moved,
    isPlaceholder: (entry, directory) => directory !== home && relocated.has(entry),
  };
}
