/**
 * The entries of an image become files again.
 *
 * @module
 */

import { Extraction } from "./extract/extraction.ts";
import { denoTarget } from "./extract/deno_target.ts";
import { libcTarget } from "./extract/libc_target.ts";
import type { Image } from "./open.ts";
import type { Notice } from "./options.ts";

/** Options of {@linkcode extractImage}. */
export interface ExtractOptions {
  /** The target folder; it is made when it is missing. */
  readonly to: string;
  /** Paths in the image to be extracted with all below them, under their full paths. @default everything */
  readonly paths?: readonly string[];
  /** Also make symbolic links that lead out of the target folder. @default {false} */
  readonly outsideLinks?: boolean;
  /** Restore owners and groups. @default whether the effective user is root */
  readonly owner?: boolean;
  /** Called for everything that was refused or could not be restored. */
  readonly onNotice?: (notice: Notice) => void;
  /** Stops the work with `StoppedError`; the unfinished file is removed. */
  readonly signal?: AbortSignal;
}

/** What {@linkcode extractImage} did. */
export interface ExtractResult {
  /** Entries that are now in the target folder, directories that were there included. */
  readonly entries: number;
  /** Bytes of file content read from the image; hard links count once. */
  readonly bytes: number;
  /** Entries that were refused or failed; each was told by a notice, or is below a directory that was. */
  readonly refused: number;
}

/**
 * Extracts an image, or parts of it, into a folder.
 *
 * Nothing is written outside the folder: no symbolic link on the way is followed, wherever it comes from. No
 * existing file is replaced. Attributes are set on what is created, not on directories that were there.
 *
 * @throws {UsageError} when a path is not in the image
 * @throws {DiscglowError} when the target folder cannot be used or the disk is full
 */
export async function extractImage(image: Image, options: ExtractOptions): Promise<ExtractResult> {
  return await new Extraction(image, options).run((to) => libcTarget(to) ?? denoTarget(to));
}
