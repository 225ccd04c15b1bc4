/**
 * The trees that every image maker should get right, by name. Builders make names from bytes.
 *
 * @module
 */

import { deepTrees } from "./trees_deep.ts";
import { largeTrees } from "./trees_large.ts";
import { linkTrees } from "./trees_links.ts";
import { nameTrees } from "./trees_names.ts";
import { plainTrees } from "./trees_plain.ts";
import { specialTrees } from "./trees_special.ts";

/** A tree for tests. */
export interface TestTree {
  /** Fills an empty folder that is there. */
  make(root: string): void;
  /** Only the superuser can make it, or read all of it. */
  readonly needsRoot?: boolean;
  /** It holds names that are not UTF-8. */
  readonly bytes?: boolean;
  /** It has names that differ in case only, or that some peer takes for wildcards or options. */
  readonly awkward?: boolean;
  /** It takes seconds: one job each, not every combination. */
  readonly large?: boolean;
}

/** All trees. */
export const trees = {
  ...plainTrees,
  ...nameTrees,
  ...deepTrees,
  ...linkTrees,
  ...specialTrees,
  ...largeTrees,
} satisfies Record<string, TestTree>;

/** The name of a tree. */
export type TreeName = keyof typeof trees;

/** The names of the trees that one test after another can go through. */
export const smallTrees: TreeName[] = (Object.keys(trees) as TreeName[])
  .filter((name) => !(trees[name] as TestTree).large);

/** Why a tree cannot be made here, or `null` when it can. */
export function obstacle(name: TreeName): string | null {
  const tree: TestTree = trees[name];
  if (Deno.build.os !== "linux") return "needs the C library of Linux";
  if (tree.needsRoot === true && Deno.uid() !== 0) return "needs the superuser";
  return null;
}
