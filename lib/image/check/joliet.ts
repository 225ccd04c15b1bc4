/**
 * Whether the Joliet tree shows the same data as the primary one.
 *
 * @module
 */

import type { Context } from "./context.ts";
import type { Tree } from "./tree.ts";

/** Reports extents that only one of two trees knows. Writers may hide files from one of them, so these are warnings. */
export function compareTrees(context: Context, primary: Tree, joliet: Tree): void {
  const a = primary.fileStart.order(), b = joliet.fileStart.order();
  let i = 0, k = 0;
  while (i < a.length || k < b.length) {
    const x = i < a.length ? primary.fileStart.at(a[i]!) : Infinity;
    const y = k < b.length ? joliet.fileStart.at(b[k]!) : Infinity;
    if (x === y) {
      while (i < a.length && primary.fileStart.at(a[i]!) === x) i++;
      while (k < b.length && joliet.fileStart.at(b[k]!) === y) k++;
      continue;
    }
    const first = x < y;
    const tree = first ? primary : joliet;
    context.findings.warning(
      first ? "joliet-extent-missing" : "joliet-extent-extra",
      tree.fileRecord.at(first ? a[i]! : b[k]!),
      "directory record",
      "Joliet",
      `The extent at block ${first ? x : y} is only in the ${first ? "primary" : "Joliet"} tree`,
    );
    if (first) i++;
    else k++;
  }
}
