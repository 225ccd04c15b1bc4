/**
 * Whether a source can be meant, before anything is done with it.
 *
 * @module
 */

import { isAbsolute } from "node:path";
import { parseDeviceName } from "../../../devices/names.ts";
import { reasonOf } from "../../../errors.ts";
import { JukeboxError } from "../../errors.ts";

/** What a source is. */
export type SourceKind = "image" | "folder" | "drive";

/**
 * Looks at a source.
 *
 * @throws {JukeboxError} when there is nothing of that name that can be recorded
 */
export function kindOfSource(name: string): SourceKind {
  if (parseDeviceName(name) !== undefined) return "drive";
  if (!isAbsolute(name)) {
    throw new JukeboxError("usage", `Cannot read ${name}: it is no absolute path`, {
      hint: "the server has a working folder of its own: name the source from the root on",
    });
  }
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(name);
  } catch (error) {
    const kind = error instanceof Deno.errors.NotFound ? "missing" : "state";
    throw new JukeboxError(kind, `Cannot read ${name}: ${reasonOf(error)}`, { cause: error });
  }
  if (info.isDirectory) return "folder";
  if (!info.isFile) throw new JukeboxError("usage", `Cannot read ${name}: it is no file, folder or drive`);
  if (info.size === 0) throw new JukeboxError("usage", `Cannot record ${name}: it is empty`);
  return "image";
}
