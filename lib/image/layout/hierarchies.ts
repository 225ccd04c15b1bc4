/**
 * Which hierarchies an image has, and what the interchange level and the depth of the tree mean for them.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { MAX_EXTENT_BYTES } from "../../iso9660/block.ts";
import { display } from "../display.ts";
import type { InterchangeLevel, PlanOptions } from "../options.ts";
import type { SourceTree } from "../source_tree.ts";
import { enhancedNames } from "./enhanced_names.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { buildHierarchy, type BuiltHierarchy } from "./hierarchy_builder.ts";
import { jolietNames } from "./joliet_names.ts";
import { primaryNames } from "./primary_names.ts";
import { DEEPEST, deepestDirectory, relocate, type Relocation } from "./relocation.ts";

/** Builds the primary hierarchy and those that the options ask for beside it. */
export function buildHierarchies(tree: SourceTree, options: PlanOptions, newest: number): Hierarchy[] {
  const level = options.level ?? 1;
  checkSizes(tree, options);
  tellWhatIsSkipped(tree, options);
  const relocation = relocationOf(tree, options, newest);
  const primary = buildHierarchy(tree, {
    kind: "primary",
    names: primaryNames(level),
    rockRidge: options.rockRidge ?? false,
    fineTimes: options.fineTimes ?? false,
    relocation,
  });
  const hierarchies = [primary.hierarchy];
  if (options.joliet) {
    const built = buildHierarchy(tree, { ...PLAIN, kind: "joliet", names: jolietNames });
    tellWhatIsMapped(tree, options, built, "Joliet");
    hierarchies.push(built.hierarchy);
  }
  if (level === 4) {
    const built = buildHierarchy(tree, { ...PLAIN, kind: "enhanced", names: enhancedNames });
    tellWhatIsMapped(tree, options, built, "ISO 9660:1999");
    hierarchies.push(built.hierarchy);
  }
  return hierarchies;
}

const PLAIN = { rockRidge: false, fineTimes: false, relocation: undefined } as const;

function tellWhatIsMapped(
  tree: SourceTree,
  options: PlanOptions,
  built: BuiltHierarchy,
  hierarchy: string,
): void {
  for (const { entry, identifier } of built.mapped) {
    const path = display(tree.path(entry));
    options.onNotice?.({
      kind: "mapped",
      path,
      message: `${path} is ${identifier} in the ${hierarchy} tree`,
    });
  }
}

/** A file of 4 GiB and more takes several extents, which level 3 allows (ECMA-119 10.3). */
function checkSizes(tree: SourceTree, options: PlanOptions): void {
  const large: string[] = [];
  for (let entry = 0; entry < tree.count; entry++) {
    if (tree.isFile(entry) && tree.size[entry]! > MAX_EXTENT_BYTES) large.push(display(tree.path(entry)));
  }
  if (large.length === 0) return;
  const level: InterchangeLevel | undefined = options.level;
  if (level === 1 || level === 2) {
    throw new UsageError(
      `Cannot make an image of level ${level}: files of 4 GiB and more need several extents: ${
        large.join(", ")
      }`,
      { hint: "use level=3" },
    );
  }
  if (level !== undefined) return;
  options.onNotice?.({
    kind: "note",
    path: large[0]!,
    message: `The interchange level is 3, with names as in level 1: ${large[0]!} has 4 GiB and more`,
  });
}

function tellWhatIsSkipped(tree: SourceTree, options: PlanOptions): void {
  if (options.rockRidge) return;
  for (let entry = 0; entry < tree.count; entry++) {
    if (tree.mode[entry] === 0 || tree.isDirectory(entry) || tree.isFile(entry)) continue;
    const path = display(tree.path(entry));
    const what = tree.kind(entry) === "symlink" ? "a symbolic link" : `a ${tree.kind(entry)}`;
    options.onNotice?.({
      kind: "skipped",
      path,
      message: `Left out ${path}: ${what} needs Rock Ridge (rr)`,
    });
  }
}

function relocationOf(tree: SourceTree, options: PlanOptions, newest: number): Relocation | undefined {
  if (options.noRelocation) return undefined;
  const deepest = deepestDirectory(tree);
  if (deepest.level <= DEEPEST) return undefined;
  if (options.rockRidge) return relocate(tree, newest);
  throw new UsageError(
    `Cannot record ${
      display(tree.path(deepest.entry))
    }: it lies on level ${deepest.level}, ISO 9660 ends at ${DEEPEST}`,
    { hint: "rr moves such directories and tells readers where they belong, norelocation leaves them there" },
  );
}
