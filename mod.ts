/**
 * discglow as a library: plan an image of a directory tree and stream it, open an image and read, check,
 * verify or extract it. Importing it opens nothing.
 *
 * ```ts
 * import { openImage, planImage } from "./mod.ts";
 *
 * const plan = await planImage({ source: "lib", rockRidge: true, volumeId: "ARCHIVE" });
 * console.log(plan.size); // bytes, known before the first one is made
 * for await (const chunk of plan.stream()) console.log(chunk.length);
 *
 * using image = await openImage("archive.iso");
 * for (const entry of image.walk()) console.log(entry.path, entry.size);
 * ```
 *
 * @module
 */

export {
  BrokenPipeError,
  DiscglowError,
  type DiscglowErrorOptions,
  ImageError,
  SourceError,
  StoppedError,
  UsageError,
} from "./lib/errors.ts";
export type {
  Graft,
  InterchangeLevel,
  Notice,
  PlanOptions,
  ScanOptions,
  Unreadable,
} from "./lib/image/options.ts";
export { type ImagePlan, planImage, type PlannedEntry } from "./lib/image/plan.ts";
export type { StreamOptions } from "./lib/image/stream.ts";
export { type ImageTarget, writeImage, type WriteOptions, type WriteReport } from "./lib/image/write.ts";
export {
  type EntryKind,
  type Extent,
  type Image,
  type ImageEntry,
  openImage,
  type OpenOptions,
  type TreeKind,
} from "./lib/image/open.ts";
export { extractImage, type ExtractOptions, type ExtractResult } from "./lib/image/extract.ts";
export { type Difference, verifyImage, type VerifyOptions, type VerifyResult } from "./lib/image/verify.ts";
export {
  checkImage,
  type CheckOptions,
  type CheckReport,
  type Finding,
  type Severity,
} from "./lib/image/check.ts";
export { openRandomAccess, type RandomAccess, randomAccessOf } from "./lib/image/random_access.ts";
