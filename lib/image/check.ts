/**
 * Is an image sound? Every structure of an ISO 9660 image is looked at, and what is against the standards is
 * reported with its place and clause. Nothing that an image claims is believed: the work and the memory a
 * check takes depend on the length of the image, not on what is in it.
 *
 * @module
 */

import { BLOCK_SIZE, SYSTEM_AREA_BLOCKS } from "../iso9660/block.ts";
import { Checksums } from "./check/checksums.ts";
import { Context } from "./check/context.ts";
import { checkDescriptors } from "./check/descriptors.ts";
import { checkBootCatalog } from "./check/el_torito.ts";
import { USE } from "./check/extents.ts";
import { type Finding, Findings } from "./check/findings.ts";
import { compareTrees } from "./check/joliet.ts";
import { checkPathTables } from "./check/path_tables.ts";
import { Tree } from "./check/tree.ts";
import type { FoundVolume } from "./check/volume.ts";
import { Walk } from "./check/walk.ts";
import { openRandomAccess, type RandomAccess } from "./random_access.ts";

export type { Finding, Severity } from "./check/findings.ts";
export type { RandomAccess } from "./random_access.ts";

/** Options of {@linkcode checkImage}. */
export interface CheckOptions {
  /** Called for each finding that is kept, as soon as it is made. */
  readonly onFinding?: (finding: Finding) => void;
  /** Stops the check with `StoppedError`. */
  readonly signal?: AbortSignal;
}

/** What a check found. */
export interface CheckReport {
  /** The findings: of each id the first 1,000. An image without errors is sound. */
  readonly findings: Finding[];
  /** How often each id was found, also beyond the findings kept. */
  readonly counts: Readonly<Record<string, number>>;
  /** Entries of the largest tree, without "." and "..". */
  readonly entries: number;
  /** Blocks of the image; the last one counts even if the image ends in the middle of it. */
  readonly blocks: number;
  /** The trees looked at: `iso9660`, `rockridge`, `joliet`, `enhanced`. */
  readonly trees: string[];
}

/**
 * Checks an image.
 *
 * @param source a path, or the image itself, which is left open
 * @returns what was found; a source that cannot be read is an exception
 */
export async function checkImage(
  source: string | RandomAccess,
  options: CheckOptions = {},
): Promise<CheckReport> {
  if (typeof source !== "string") return await checkOpen(source, options);
  using image = openRandomAccess(source);
  return await checkOpen(image, options);
}

async function checkOpen(image: RandomAccess, options: CheckOptions): Promise<CheckReport> {
  const findings = new Findings(options.onFinding);
  const context = new Context(image, findings, options.signal);
  const trees: Tree[] = [];
  await context.pause();
  if (!context.holds(SYSTEM_AREA_BLOCKS, 1)) {
    findings.error(
      "image-too-short",
      image.size,
      "volume",
      "ECMA-119 6.2.1",
      `The image has ${image.size} bytes, it would need more than ${SYSTEM_AREA_BLOCKS * BLOCK_SIZE}`,
    );
  } else {
    await checkVolumes(context, trees);
  }
  const names = trees.flatMap((tree) => tree.rockRidge ? [tree.kind, "rockridge"] : [tree.kind]);
  return {
    findings: findings.list,
    counts: Object.fromEntries(findings.counts),
    entries: trees.reduce((most, tree) => Math.max(most, tree.entries), 0),
    blocks: context.blocks,
    trees: names,
  };
}

async function checkVolumes(context: Context, trees: Tree[]): Promise<void> {
  const { volumes, bootRecord, bootCatalog } = checkDescriptors(context);
  const deepAllowed = volumes.some((volume) => volume.kind !== "iso9660");
  const lists: Checksums[] = [];
  for (const volume of volumes) {
    const tree = treeOf(context, volume, trees);
    if (tree === undefined) continue;
    trees.push(tree);
    const checksums = new Checksums(volume.kind);
    await new Walk(context, tree, deepAllowed, checksums).run();
    await checkPathTables(context, volume, tree);
    if (checksums.found) lists.push(checksums);
  }
  if (bootRecord >= 0) checkBootCatalog(context, bootRecord, bootCatalog);
  await context.extents.check(context);
  const primary = trees.find((tree) => tree.kind === "iso9660");
  const joliet = trees.find((tree) => tree.kind === "joliet");
  if (primary && joliet) compareTrees(context, primary, joliet);
  await lists[0]?.check(context);
}

/** The tree of a descriptor, unless it is the same as one before: an enhanced volume may share the primary tree. */
function treeOf(context: Context, volume: FoundVolume, trees: Tree[]): Tree | undefined {
  if (trees.some((tree) => tree.start.at(0) === volume.rootStart)) return undefined;
  context.extents.add(volume.rootStart, volume.rootSize, USE.directory, volume.rootRecord + 2);
  return new Tree(volume.kind, volume.rootStart, volume.rootSize, volume.rootRecord);
}
