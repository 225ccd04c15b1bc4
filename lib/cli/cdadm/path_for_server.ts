/**
 * Paths that the server opens.
 *
 * @module
 */

import { resolve } from "node:path";
import { parseDeviceName } from "../../devices/names.ts";

/** A path as a server on this host understands it; names of devices, and paths of another host, stay as they are. */
export function pathForServer(path: string, local: boolean): string {
  if (!local) return path;
  const name = parseDeviceName(path);
  if (name === undefined) return resolve(path);
  return name.kind === "virtual" ? `virtual:${resolve(name.path)}` : path;
}
