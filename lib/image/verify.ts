/**
 * Does an image hold exactly a tree of this host?
 *
 * @module
 */

import type { Image } from "./open.ts";
import type { ScanOptions } from "./options.ts";
import { scanTree } from "./scan.ts";
import { Comparison } from "./verify/comparison.ts";
import { Differences } from "./verify/differences.ts";
import type { Difference } from "./verify/differences.ts";

export type { Difference } from "./verify/differences.ts";

/** Options of {@linkcode verifyImage}: the same words as those the image was made with. */
export interface VerifyOptions extends ScanOptions {
  /** Called for every difference, also for those that the result no longer keeps. */
  readonly onDifference?: (difference: Difference) => void;
}

/** What {@linkcode verifyImage} found. */
export interface VerifyResult {
  /** Entries of the source that were looked for in the image. */
  readonly compared: number;
  /** Bytes of content that were compared; those of a file with several names once. */
  readonly bytes: number;
  /** The number of differences. */
  readonly different: number;
  /** The first 1,000 differences. */
  readonly differences: Difference[];
}

/**
 * Compares an image with the tree that the same options would have mastered: names, kinds, contents, and in
 * Rock Ridge trees modes, owners, targets, device numbers and hard links; times to the second.
 *
 * What the image's tree cannot hold is no difference. Joliet, enhanced and plain trees are compared by the
 * names that discglow itself would have recorded. Directories that Rock Ridge moved out of a plain tree are
 * compared in the Rock Ridge tree only.
 *
 * @throws {SourceError} when the source cannot be scanned
 */
export async function verifyImage(image: Image, options: VerifyOptions = {}): Promise<VerifyResult> {
  const tree = await scanTree(options);
  const differences = new Differences(options.onDifference);
  const { compared, bytes } = await new Comparison(image, tree, options, differences).run();
  return { compared, bytes, different: differences.count, differences: differences.kept };
}
