/**
 * An image must not lie in the tree it is made from: it would hold a part of itself.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { ScanOptions } from "./options.ts";
import { excludedBy } from "./scan/exclude.ts";

/** Refuses an output file that lies inside one of the sources. */
export function refuseOutputInside(output: string, options: ScanOptions): void {
  // What a symbolic link of that name points to is what would be written.
  const existing = realPath(output);
  // What goes to a device or a FIFO does not lie there afterwards.
  if (existing !== undefined && !Deno.statSync(existing).isFile) return;
  const folder = realPath(folderOf(existing ?? output));
  if (folder === undefined) return;
  const given = typeof options.source === "string" ? [options.source] : options.source ?? [];
  const sources = [...given, ...(options.graft ?? []).map((graft) => graft.from)];
  if (sources.length === 0) sources.push(".");
  for (const source of sources) {
    const place = realPath(source);
    if (place === undefined) continue;
    if (existing === place || (isInside(folder, place) && !staysOutside(folder, place, options))) {
      throw new UsageError(`Cannot write the image to ${output}: it lies inside the source ${source}`, {
        hint: "write it elsewhere",
      });
    }
  }
}

function isInside(folder: string, place: string): boolean {
  return folder === place || folder.startsWith(place.endsWith("/") ? place : `${place}/`);
}

/** Whether the scan of a source does not come to a folder in it: one of another file system, or left out. */
function staysOutside(folder: string, place: string, options: ScanOptions): boolean {
  if (options.oneFileSystem && Deno.statSync(folder).dev !== Deno.statSync(place).dev) return true;
  const excluded = excludedBy(options.exclude ?? []);
  if (excluded === undefined) return false;
  let path = "";
  return folder.slice(place.length).split("/").filter((name) => name !== "").some((name) => {
    path += `/${name}`;
    return excluded(name, () => path);
  });
}

function folderOf(path: string): string {
  const slash = Math.max(path.lastIndexOf("/"), Deno.build.os === "windows" ? path.lastIndexOf("\\") : -1);
  return slash < 0 ? "." : path.slice(0, slash + 1);
}

function realPath(path: string): string | undefined {
  try {
    return Deno.realPathSync(path);
  } catch {
    return undefined;
  }
}
