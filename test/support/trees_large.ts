/**
 * Trees of large files and of many files.
 *
 * @module
 */

import { ByteFolder } from "./byte_folder.ts";

const GIB = 1024 ** 3;

/** Sparse files of some megabytes, with and without anything in them. */
function sparse(root: string): void {
  using folder = ByteFolder.open(root);
  folder.sparse("all hole", 3 << 20, []);
  folder.sparse("begins", 3 << 20, [[0, "begins with this"]]);
  folder.sparse("ends", 3 << 20, [[(3 << 20) - 8, "the end."]]);
  folder.sparse("islands", 5_000_001, [[4096, "one"], [70_000, "two"], [1_999_999, "three"], [
    5_000_000,
    "4",
  ]]);
  folder.file("full", "full".repeat(9999));
}

/** A file larger than one extent can be, with data where the extents meet, and small files behind it. */
function huge(root: string): void {
  using folder = ByteFolder.open(root);
  const meeting = 4 * GIB - 2048;
  folder.sparse("huge.bin", 4 * GIB + 123_456_789, [
    [0, "the beginning"],
    [2 * GIB - 3, "around 2 GiB"],
    [meeting - 7, "around the first extent's end"],
    [4 * GIB - 5, "around 4 GiB"],
    [4 * GIB + 123_456_780, "the end!!"],
  ]);
  folder.file("after.txt", "a file behind the huge one");
  folder.file("zero.txt");
}

/** A file of exactly as much as one extent holds, and one of a block more. */
function extentEdges(root: string): void {
  using folder = ByteFolder.open(root);
  const most = 4 * GIB - 2048;
  folder.sparse("exact.bin", most, [[most - 4, "full"]]);
  folder.file("after.txt", "a file behind");
}

/** 300,000 tiny files in 3,000 folders. */
function many(root: string): void {
  using top = ByteFolder.open(root);
  for (let outer = 0; outer < 30; outer++) {
    top.within(`part-${outer}`, (part) => {
      for (let i = 0; i < 100; i++) {
        part.within(`batch-${i}`, (folder) => {
          for (let k = 0; k < 100; k++) {
            folder.file(`record_${k}.json`, `{"part":${outer},"batch":${i},"record":${k}}`);
          }
        });
      }
    });
  }
}

/** 20,000 files in one folder. */
function crowded(root: string): void {
  using top = ByteFolder.open(root);
  top.within("crowd", (folder) => {
    for (let i = 0; i < 20_000; i++) folder.file(`member number ${i} of the crowd`, `${i % 1000}`);
  });
}

/** Trees of large files and of many files. */
export const largeTrees = {
  "sparse files": { make: sparse },
  "a file of more than 4 GiB": { make: huge, large: true },
  "a file of one whole extent": { make: extentEdges, large: true },
  "20,000 files in a folder": { make: crowded, large: true },
  "300,000 tiny files": { make: many, large: true },
};
