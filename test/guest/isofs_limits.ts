/**
 * What the file system of the Linux kernel cannot keep of an image, whoever made it.
 *
 * @module
 */

import type { CompareOptions } from "../support/compare.ts";
import type { TreeName } from "../support/trees.ts";

/** What a comparison of a mounted Rock Ridge tree with the original leaves out. */
export const isofsCompare: CompareOptions = {
  hardLinks: false, // numbers an inode by the place of its directory record
};

/** Trees that it cannot show, and why. */
export const isofsCannot: Partial<Record<TreeName, string>> = {};
