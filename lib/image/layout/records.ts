/**
 * Which records a directory holds and where one may begin (ECMA-119 6.8).
 *
 * @module
 */

import { BLOCK_SIZE, MAX_EXTENT_BYTES } from "../../iso9660/block.ts";
import type { SourceTree } from "../source_tree.ts";
import { type Hierarchy, PLACEHOLDER } from "./hierarchy.ts";
import type { Role } from "./system_use.ts";

/** Where the next record may begin behind one of `bytes` that no block boundary may cut (ECMA-119 6.8.1.1). */
export function behindRecord(at: number, bytes: number): number {
  return startOfRecord(at, bytes) + bytes;
}

/** Where a record of `bytes` begins that could begin at `at` at the earliest (ECMA-119 6.8.1.1). */
export function startOfRecord(at: number, bytes: number): number {
  const inBlock = at % BLOCK_SIZE;
  return inBlock + bytes > BLOCK_SIZE ? at - inBlock + BLOCK_SIZE : at;
}

/** The records `.` and `..` of a directory (ECMA-119 6.8.2.2). */
export function selfRecords(
  hierarchy: Hierarchy,
  directory: number,
): readonly { readonly directory: number; readonly entry: number; readonly role: Role }[] {
  const parent = hierarchy.parents[directory]!;
  const original = hierarchy.originalParents.get(directory);
  const above: Role = original === undefined
    ? { is: "parent" }
    : { is: "parent", originalParent: hierarchy.extents[original]! };
  return [
    { directory, entry: hierarchy.directories[directory]!, role: { is: directory === 0 ? "root" : "self" } },
    { directory: parent, entry: hierarchy.directories[parent]!, role: above },
  ];
}

const MEMBER: Role = { is: "member" };
const RELOCATED: Role = { is: "relocated" };

/** What a member's record is. */
export function memberRole(hierarchy: Hierarchy, member: number): Role {
  if (hierarchy.originalParents.size === 0) return MEMBER;
  const value = hierarchy.members[member]!;
  if (value >= PLACEHOLDER) {
    const child = hierarchy.directoryOf[value - PLACEHOLDER]!;
    return { is: "placeholder", child: hierarchy.extents[child]! };
  }
  const own = hierarchy.directoryOf[value]!;
  // The home of relocated directories hides like them: it is no part of the tree.
  const hidden = hierarchy.originalParents.has(own) || (own === hierarchy.home);
  return hidden ? RELOCATED : MEMBER;
}

/** How many extents a file is recorded in; 1 for everything else. */
export function extentsOf(tree: SourceTree, entry: number): number {
  return tree.isFile(entry) ? Math.max(1, Math.ceil(tree.size[entry]! / MAX_EXTENT_BYTES)) : 1;
}
