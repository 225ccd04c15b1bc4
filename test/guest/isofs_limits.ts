/**
 * What the file system of the Linux kernel cannot keep of an image, whoever made it.
 *
 * @module
 */

import { assertEquals } from "../support/assert.ts";
import { shown } from "../support/bytes.ts";
import { assertSameTree, type CompareOptions } from "../support/compare.ts";
import type { Tree } from "../support/observe.ts";
import type { ImageTree } from "../support/peer_readers.ts";
import type { TreeName } from "../support/trees.ts";

/** The most bytes of a Rock Ridge name; of a longer one, the pieces beyond are dropped. */
const LONGEST_NAME = 253;

const options: Record<ImageTree, CompareOptions> = {
  // an inode is numbered by the place of its directory record, so hard links are files of their own
  rr: { hardLinks: false, only: hasNoLongName },
  joliet: { hardLinks: false, owner: "none", mode: "none" },
  plain: { hardLinks: false, owner: "none", mode: "none" },
};

/** Trees in which names too long are shown cut. */
const cut: TreeName[] = ["255-byte names", "long symbolic links"];

/** Trees that it cannot show, and why. */
export const isofsCannot: Record<ImageTree, Partial<Record<TreeName, string>>> = {
  rr: { "control characters": "looks for “..” where a name is the one byte 01" },
  joliet: {
    "255-byte names": "with “;1” the 255 bytes are more than its length of one byte can say",
  },
  plain: {},
};

/** Throws when what was mounted is not the tree that it ought to be, as far as the kernel can show it. */
export function assertSameMounted(name: TreeName, kind: ImageTree, wanted: Tree, found: Tree): void {
  const extra = kind !== "rr" || !cut.includes(name);
  assertSameTree(in32Bits(wanted), in32Bits(found), { ...options[kind], extra });
  if (kind !== "rr") return;
  const counts: string[] = [];
  for (const [path, { kind, links }] of wanted) {
    const other = found.get(path)?.links;
    // of folders the numbers mean something else everywhere
    if (kind === "folder" || !hasNoLongName(path) || links === other) continue;
    counts.push(`${shown(path)} has ${other} names instead of ${links}`);
  }
  assertEquals(counts, []);
}

/** Seconds as kernels before 6.16 count those of a recorded date. */
function in32Bits(tree: Tree): Tree {
  return new Map([...tree].map(([path, seen]) => [path, { ...seen, seconds: seen.seconds | 0 }]));
}

function hasNoLongName(path: string): boolean {
  return path.split("/").every((name) => name.length <= LONGEST_NAME);
}
