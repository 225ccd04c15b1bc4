/**
 * The first two records of a directory: of itself and of its parent (ECMA-119 6.8.2.2).
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import type { Relocations } from "./relocation.ts";
import { checkAttributes } from "./rock_ridge.ts";
import { findSharing, skippedInRoot } from "./sharing.ts";

const CLAUSE = "ECMA-119 6.8.2.2";

/** Judges the first record of a directory, of itself (0), or the second one, of its parent (1). */
export function checkSpecialRecord(cursor: Cursor, number: 0 | 1, relocations: Relocations): void {
  const { context, tree, directory, record, attributes } = cursor;
  if (!record.isSpecial(number)) {
    const whose = number === 0 ? "itself" : "its parent";
    cursor.error(
      `${WHICH[number]}-missing`,
      0,
      CLAUSE,
      () => `Record ${number + 1} of ${tree.path(directory)} is not that of ${whose}`,
    );
    return;
  }
  checkFields(cursor, number);
  const ofRoot = number === 0 && directory === 0;
  if (ofRoot) findSharing(context, tree, record);
  if (!tree.susp) return;
  cursor.readAttributes(ofRoot ? skippedInRoot(record) : tree.suspSkip);
  if (ofRoot) findRockRidge(cursor);
  if (!tree.rockRidge) return;
  checkAttributes(context, record, attributes, cursor.path);
  if (number === 0 && attributes.px >= 0) {
    tree.links.set(directory, attributes.links);
    tree.linksAt.set(directory, attributes.px);
  }
  if (number === 1 && attributes.pl >= 0) relocations.addParent(directory, attributes);
}

/** Reports a directory that ends before both of them; `position` is its first byte. */
export function tellMissing({ context, tree, directory }: Cursor, records: number, position: number): void {
  context.findings.error(
    records === 0 ? "dot-missing" : "dotdot-missing",
    position,
    "directory",
    CLAUSE,
    () => `The directory ${tree.path(directory)} does not begin with records for itself and its parent`,
  );
}

const WHICH = ["dot", "dotdot"] as const;

/** Judges the place, the size and the flags. */
function checkFields(cursor: Cursor, number: 0 | 1): void {
  const { tree, directory, record } = cursor;
  const which = WHICH[number];
  const target = number === 0 ? directory : tree.parent.at(directory);
  const start = tree.start.at(target), size = tree.size.at(target);
  if (record.start !== start) {
    // In Joliet trees, a common writer lets every ".." be the directory itself.
    const harmless = number === 1 && record.start === tree.start.at(directory);
    cursor.fault(
      harmless ? "warning" : "error",
      `${which}-extent`,
      2,
      CLAUSE,
      () => `${cursor.path()} is at block ${record.start}, ${start} expected`,
    );
  } else if (record.size !== size) {
    cursor.error(
      `${which}-size`,
      10,
      CLAUSE,
      () => `${cursor.path()} has ${record.size} bytes, ${size} expected`,
    );
  }
  if (!record.isDirectory) {
    cursor.error(`${which}-flags`, 25, CLAUSE, () => `${cursor.path()} is not marked as a directory`);
  }
}

/** Notes whether the tree has Rock Ridge, which the first record of the root tells. */
function findRockRidge({ context, tree, record, attributes }: Cursor): void {
  tree.rockRidge = attributes.announced || attributes.px >= 0;
  if (!tree.rockRidge || attributes.announced) return;
  context.findings.error(
    "er-missing",
    record.position,
    "ER entry",
    "RRIP 4.3",
    "The root has POSIX attributes, but no ER entry that announces Rock Ridge",
  );
}
