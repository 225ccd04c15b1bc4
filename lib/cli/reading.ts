/**
 * What the commands that read an image have in common.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import { type Image, type ImageEntry, openImage, type TreeKind } from "../image/open.ts";
import type { Notices } from "./notices.ts";
import { openBytes } from "./open_bytes.ts";

const TREES: Readonly<Record<string, TreeKind>> = {
  rr: "rock-ridge",
  joliet: "joliet",
  enhanced: "enhanced",
  plain: "plain",
};

/**
 * Opens an image, or the disc in a drive, with the tree that the word `tree` names; its faults are told as they
 * are found.
 */
export async function openWithTree(
  path: string,
  tree: string | undefined,
  notices: Notices,
): Promise<Image> {
  const kind = tree === undefined ? undefined : TREES[tree];
  return await openImage(await openBytes(path), {
    name: path,
    owned: true,
    onFault: notices.fault,
    ...(kind === undefined ? {} : { tree: kind }),
  });
}

/** Finds all paths in an image, or throws one error that names those that are missing. */
export function findAll(image: Image, imagePath: string, paths: readonly string[]): ImageEntry[] {
  const missing: string[] = [];
  const found: ImageEntry[] = [];
  for (const path of paths) {
    const entry = image.find(path);
    if (entry === undefined) missing.push(path);
    else found.push(entry);
  }
  if (missing.length > 0) {
    throw new DiscglowError(`Cannot find ${missing.join(", ")} in ${imagePath}: there is no such entry`, {
      hint: `discglow ls -R ${imagePath} lists all entries`,
    });
  }
  return found;
}
