/**
 * Trees deeper than the eight levels of ECMA-119.
 *
 * @module
 */

import { ByteFolder } from "./byte_folder.ts";

function descend(folder: ByteFolder, depth: number, name: (level: number) => string): void {
  folder.file(`file at ${20 - depth}`, `${depth} levels to go\n`.repeat(depth));
  if (depth > 0) folder.within(name(20 - depth), (inner) => descend(inner, depth - 1, name));
}

/** Twenty levels, with side branches that are relocated too and have the same names. */
function deep(root: string): void {
  using folder = ByteFolder.open(root);
  descend(folder, 20, (level) => `level${level}`);
  for (const branch of ["a", "b"]) {
    folder.within(branch, (inner) => descend(inner, 9, () => "same"));
  }
  folder.within("folder that holds nothing", () => {});
  folder.symlink("down", "level0/level1/level2");
}

/** Exactly eight and exactly nine levels. */
function eightAndNine(root: string): void {
  using folder = ByteFolder.open(root);
  folder.within("seven", (inner) => descend(inner, 6, (level) => `l${level}`));
  folder.within("eight", (inner) => descend(inner, 7, (level) => `l${level}`));
  folder.within("nine", (inner) => descend(inner, 8, (level) => `l${level}`));
  folder.within("rr_moved", (inner) => inner.file("mine", "the user's own rr_moved"));
}

/** Twenty levels of long names, 3,000 bytes in all. */
function deepLong(root: string): void {
  using folder = ByteFolder.open(root);
  descend(folder, 20, (level) => `level ${level} `.padEnd(150, "x"));
}

/** Twenty levels of names so long that the path is longer than the system takes in one call. */
function beyondPathMax(root: string): void {
  using folder = ByteFolder.open(root);
  descend(folder, 20, (level) => `level ${level} `.padEnd(250, "y"));
}

/** Trees deeper than the eight levels of ECMA-119. */
export const deepTrees = {
  "depth 8 and 9": { make: eightAndNine },
  "depth 20": { make: deep },
  "depth 20 with long names": { make: deepLong },
  "depth 20 beyond PATH_MAX": { make: beyondPathMax },
};
