/**
 * What the file system of the Linux kernel cannot keep of an image, whoever made it.
 *
 * @module
 */

import type { CompareOptions } from "../support/compare.ts";
import type { ImageTree } from "../support/peer_readers.ts";
import type { TreeName } from "../support/trees.ts";

/** What a comparison of what was mounted with the original leaves out. */
export const isofsCompare: Record<ImageTree, CompareOptions> = {
  // an inode is numbered by the place of its directory record, so hard links are files of their own
  rr: { hardLinks: false },
  joliet: { hardLinks: false, owner: "none", mode: "none" },
  plain: { hardLinks: false, owner: "none", mode: "none" },
};

/** Trees that it cannot show, and why. */
export const isofsCannot: Record<ImageTree, Partial<Record<TreeName, string>>> = {
  rr: {},
  joliet: {},
  plain: {},
};
