/**
 * The host's file system as it is best read on this machine.
 *
 * @module
 */

import type { HostFiles } from "./host_files.ts";
import { linuxFiles } from "./host_linux.ts";
import { portableFiles } from "./host_portable.ts";

/** libc through FFI on Linux, Deno's own calls elsewhere. */
export function hostFiles(): HostFiles {
  return linuxFiles() ?? portableFiles();
}
