/**
 * A tree with something of everything, small or large enough for threads.
 *
 * @module
 */

import { ByteFolder, hasByteNames } from "./byte_folder.ts";
import { Random } from "./random.ts";

/** Fills a folder with files of all sizes about the edges of blocks and portions, links and odd names. */
export function busyTree(root: string, megabytes = 0): void {
  const random = new Random(96);
  const put = (name: string, bytes: number) => Deno.writeFileSync(`${root}/${name}`, random.bytes(bytes));
  for (const folder of ["a", "a/deeper", "b", "empty", "many"]) Deno.mkdirSync(`${root}/${folder}`);
  for (const size of [0, 1, 2047, 2048, 2049, 4095, 4096, 4097, 65536, 100_001]) put(`a/size-${size}`, size);
  for (let i = 0; i < 60; i++) put(`many/a file with a rather long name, number ${i}.data`, i * 37);
  Deno.linkSync(`${root}/a/size-65536`, `${root}/b/hard link`);
  for (let i = 0; i < megabytes; i++) put(`b/large-${i}`, (1 << 20) + i * 777 - (i % 2) * 500_000);
  if (!hasByteNames()) return;
  using folder = ByteFolder.open(root);
  folder.symlink("link", "a/size-1");
  folder.symlink("long link", `${"x".repeat(200)}/`.repeat(4) + "end");
  folder.file("n".repeat(255), "long name");
  folder.file("caf\xe9", "not UTF-8");
  folder.sparse("sparse", 1_300_000, [[700_000, "island"]]);
  for (const name of [".", "a", "b", "empty", "many"]) folder.time(name, 1_700_000_000);
}
