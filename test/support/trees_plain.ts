/**
 * Trees with nothing difficult in their names.
 *
 * @module
 */

import { ByteFolder } from "./byte_folder.ts";
import { Random } from "./random.ts";

const WORDS = ["main", "parser", "README", "index", "Makefile", "layout", "util", "test", "config", "Notes"];
const ENDINGS = [".c", ".h", ".ts", ".md", "", ".txt", ".test.ts", ".tar.gz"];

/** What a program's source looks like: nested folders of small text files. */
function source(root: string): void {
  const random = new Random(1);
  let count = 0;
  const fill = (folder: ByteFolder, depth: number) => {
    for (let i = 0; i < 6; i++) {
      const line = `line ${random.below(1000)} of ${count}\n`;
      folder.file(
        `${random.one(WORDS)}_${count++}${random.one(ENDINGS)}`,
        line.repeat(1 + random.below(random.chance(0.1) ? 4000 : 100)),
      );
    }
    if (depth === 4) return;
    for (let i = 0; i < 3; i++) {
      folder.within(`${random.one(WORDS).toLowerCase()}-${i}`, (inner) => fill(inner, depth + 1));
    }
  };
  using folder = ByteFolder.open(root);
  fill(folder, 0);
}

/** Files whose lengths lie around the block size. */
function blockEdges(root: string): void {
  using folder = ByteFolder.open(root);
  const random = new Random(2);
  for (const size of [0, 1, 2, 2047, 2048, 2049, 4095, 4096, 4097, 65535, 65536, 65537, 300001]) {
    folder.file(`size-${size}`, random.bytes(size));
  }
}

/** Folders of so many entries that their records just fill a block, just do not, and fill several. */
function sectors(root: string): void {
  using folder = ByteFolder.open(root);
  for (const count of [14, 15, 16, 17, 30, 40, 47, 48, 49, 400]) {
    folder.within(`with-${count}`, (inner) => {
      for (let i = 0; i < count; i++) inner.file(`f${String(i).padStart(6, "0")}`, `${i}`);
    });
  }
}

/** A tree of folders only. */
function foldersOnly(root: string): void {
  using folder = ByteFolder.open(root);
  for (const outer of ["a", "b", "c"]) {
    folder.within(outer, (inner) => {
      for (const name of ["x", "y", "z"]) inner.within(name, () => {});
    });
  }
}

/** Nothing but the root. */
function empty(_root: string): void {}

/** One file. */
function oneFile(root: string): void {
  using folder = ByteFolder.open(root);
  folder.file("only.txt", "the only file\n");
}

/** Empty files, between files that are not. */
function emptyFiles(root: string): void {
  using folder = ByteFolder.open(root);
  for (let i = 0; i < 10; i++) {
    folder.file(`empty-${i}`);
    if (i % 3 === 0) folder.file(`full-${i}`, "full".repeat(1000 * i));
  }
}

/** Trees with nothing difficult in their names. */
export const plainTrees = {
  "empty tree": { make: empty },
  "one file": { make: oneFile },
  "empty files": { make: emptyFiles },
  "folders only": { make: foldersOnly },
  "source code": { make: source },
  "sizes around a block": { make: blockEdges },
  "folders around a sector": { make: sectors },
};
