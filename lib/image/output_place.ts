/**
 * An image must not lie in the tree it is made from: it would hold a part of itself.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { ScanOptions } from "./options.ts";

/** Refuses an output file that lies inside one of the sources. */
export function refuseOutputInside(output: string, options: ScanOptions): void {
  // What a symbolic link of that name points to is what would be written.
  const existing = realPath(output);
  const folder = realPath(folderOf(existing ?? output));
  if (folder === undefined) return;
  const given = typeof options.source === "string" ? [options.source] : options.source ?? [];
  const sources = [...given, ...(options.graft ?? []).map((graft) => graft.from)];
  if (sources.length === 0) sources.push(".");
  for (const source of sources) {
    const place = realPath(source);
    if (place === undefined) continue;
    const inside = folder === place || folder.startsWith(place.endsWith("/") ? place : `${place}/`);
    if (inside || existing === place) {
      throw new UsageError(`Cannot write the image to ${output}: it lies inside the source ${source}`, {
        hint: "write it elsewhere",
      });
    }
  }
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
