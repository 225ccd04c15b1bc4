/**
 * One hierarchy of directories over the common extents, in flat columns of shared memory: which members each
 * directory has, under which identifiers and in which order, and how long its extent is.
 *
 * @module
 */

import type { SourceTree } from "../source_tree.ts";

/** The hierarchies an image can have. */
export type HierarchyKind = "primary" | "joliet" | "enhanced";

/** Marks a member that only tells where a relocated directory is (RRIP 4.1.5.1). */
export const PLACEHOLDER = 0x80000000;

/** `Hierarchy.directoryOf` of an entry that is no directory of this hierarchy. */
export const NO_DIRECTORY = 0xffffffff;

/** A hierarchy as it travels between threads. Directories are numbered from 0 in path table order. */
export interface Hierarchy {
  /** Which one it is. */
  readonly kind: HierarchyKind;
  /** Whether its records carry Rock Ridge. */
  readonly rockRidge: boolean;
  /** Whether Rock Ridge times have hundredths of seconds. */
  readonly fineTimes: boolean;
  /** Whether files carry the version number `;1`. */
  readonly versions: boolean;
  /** Bytes of a character of an identifier. */
  readonly width: 1 | 2;
  /** The entry of each directory. */
  readonly directories: Uint32Array;
  /** The parent of each directory; the root is its own. */
  readonly parents: Uint32Array;
  /** The directory of each entry. */
  readonly directoryOf: Uint32Array;
  /** Where the members of each directory begin in `members`; one more at the end. */
  readonly memberFrom: Uint32Array;
  /** Entries, in the order of their records; some marked as `PLACEHOLDER`. */
  readonly members: Uint32Array;
  /** Where each member's identifier begins in `identifiers`. */
  readonly identifierAt: Uint32Array;
  /** Bytes of each member's identifier, without the version number. */
  readonly identifierLength: Uint8Array;
  /** The identifiers' bytes. */
  readonly identifiers: Uint8Array;
  /** The member that each directory is in its parent's. */
  readonly memberOf: Uint32Array;
  /** The directory that holds the relocated ones; the root when there are none. */
  readonly home: number;
  /** For a relocated directory the directory that it was taken from. */
  readonly originalParents: Map<number, number>;
  /** Bytes of each directory's extent, whole blocks. */
  readonly lengths: Uint32Array;
  /** Bytes of the continuation area behind each directory's extent, whole blocks. */
  readonly continuations: Uint32Array;
  /** First block of each directory's extent. */
  readonly extents: Uint32Array;
  /** The directories in the order of their extents. */
  readonly placed: Uint32Array;
  /** Bytes of a path table. */
  readonly pathTableSize: number;
  /** First block of the path table in little-endian order. */
  pathTableL: number;
  /** First block of the path table in big-endian order. */
  pathTableM: number;
}

/** Bytes of the identifier of a member as recorded, the version number included. */
export function recordedIdentifierLength(hierarchy: Hierarchy, tree: SourceTree, member: number): number {
  const length = hierarchy.identifierLength[member]!;
  return carriesVersion(hierarchy, tree, member) ? length + 2 * hierarchy.width : length;
}

/** Whether a member's identifier ends in `;1`: those of files do, a placeholder counts as a file. */
export function carriesVersion(hierarchy: Hierarchy, tree: SourceTree, member: number): boolean {
  if (!hierarchy.versions) return false;
  const entry = hierarchy.members[member]!;
  return entry >= PLACEHOLDER || !tree.isDirectory(entry);
}

/** A member's identifier as text, the version number left out. */
export function identifierText(hierarchy: Hierarchy, member: number): string {
  const { identifiers, width } = hierarchy;
  const from = hierarchy.identifierAt[member]!;
  const to = from + hierarchy.identifierLength[member]!;
  let text = "";
  for (let i = from; i < to; i += width) {
    text += String.fromCharCode(width === 1 ? identifiers[i]! : (identifiers[i]! << 8) | identifiers[i + 1]!);
  }
  return text;
}
