/**
 * Opening a virtual drive by its name.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { realClock } from "./clock.ts";
import { VirtualDrive } from "./drive.ts";
import { Store } from "./store.ts";

/** Options of {@linkcode openVirtualDrive}. */
export interface OpenVirtualOptions {
  /**
   * What the drive takes for time.
   * @default {realClock}
   */
  readonly clock?: Clock;
  /**
   * Several may read the disc at the same time, and nobody can write.
   * @default {false}
   */
  readonly readOnly?: boolean;
}

const SCHEME = "virtual:";

/**
 * Opens the drive whose disc is a file. A file without a state file beside it is a finished disc.
 *
 * @param name `virtual:PATH` or a path
 * @throws {TransportError} when it is not there, or someone else holds it
 */
export function openVirtualDrive(name: string, options: OpenVirtualOptions = {}): VirtualDrive {
  const path = virtualPath(name);
  const { store, state } = Store.open(name, path, options.readOnly ?? false);
  return new VirtualDrive(name, store, state, options.clock ?? realClock);
}

/** The path in `virtual:PATH`, or the path itself. */
export function virtualPath(name: string): string {
  const path = name.startsWith(SCHEME) ? name.slice(SCHEME.length) : name;
  if (path !== "") return path;
  throw new UsageError(`Cannot open ${name}: there is no path behind ${SCHEME}`, {
    hint: "name the file that holds the disc, such as virtual:disc.bdr",
  });
}
