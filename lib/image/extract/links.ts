/**
 * Where symbolic links of an image lead, judged before they are made.
 *
 * @module
 */

import { ImageError } from "../../errors.ts";
import type { Image } from "../open.ts";
import type { ImageEntry } from "../reading/entry.ts";
import { packBytes, unpackBytes } from "../reading/names.ts";

/** The kernel follows so many links on one path. */
const MAX_FOLLOWED = 40;

/**
 * Whether following a symbolic link would leave the image's tree: by an absolute target, by `..` beyond the
 * root, or through another link that does.
 *
 * @param strange whether an entry could not be extracted as what it is, so that nobody knows where it leads
 */
export function leadsOut(image: Image, link: ImageEntry, strange: (entry: ImageEntry) => boolean): boolean {
  const pending = componentsOf(link);
  if (pending === undefined) return true;
  let place = link.parent!;
  let unknown = 0; // steps below `place` through names that the image does not hold
  let followed = 0;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      if (unknown > 0) unknown--;
      else if (place.parent === undefined) return true;
      else place = place.parent;
      continue;
    }
    const child = unknown > 0 ? undefined : childOf(image, place, name);
    if (child === undefined) {
      unknown++;
    } else if (strange(child)) {
      return true;
    } else if (child.kind === "symlink") {
      if (++followed > MAX_FOLLOWED) return false; // a loop leads nowhere
      const components = componentsOf(child);
      if (components === undefined) return true;
      for (const component of components) pending.push(component);
    } else {
      place = child;
    }
  }
  return false;
}

/** The components of a link's target, the first one last; `undefined` when it is absolute. */
function componentsOf(link: ImageEntry): string[] | undefined {
  const target = packBytes(link.target!);
  // On Windows a backslash separates too, and a colon names a drive.
  if (Deno.build.os === "windows" && /[\\:]/.test(target)) return undefined;
  return target.startsWith("/") ? undefined : target.split("/").reverse();
}

function childOf(image: Image, directory: ImageEntry, name: string): ImageEntry | undefined {
  try {
    return image.child(directory, unpackBytes(name));
  } catch (error) {
    if (error instanceof ImageError) return undefined; // nothing of it is extracted either
    throw error;
  }
}
