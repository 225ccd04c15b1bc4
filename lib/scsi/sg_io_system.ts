/**
 * The three system calls behind SG_IO, in a table that tests replace.
 *
 * @module
 */

import { cString, errorWords, libc } from "../../ffi/libc.ts";
import type { LinuxRoots } from "./linux_files.ts";
import { pause } from "./pause.ts";
import { TransportError } from "./transport_error.ts";

/** What SG_IO needs of the system. */
export interface SgSystem {
  /** open(2): a descriptor, or -1. */
  open(path: string, flags: number): number;
  /** ioctl(2) with a pointer: 0 or more, or -1. */
  ioctl(descriptor: number, request: number, data: Uint8Array<ArrayBuffer>): number;
  /** close(2). */
  close(descriptor: number): void;
  /** The error number of the last call that failed. */
  errno(): number;
  /** Blocks the thread for so many milliseconds. */
  pause(milliseconds: number): void;
  /** An error number in words. */
  words(errno: number): string;
}

/** A node on its system. */
export interface SgPlace {
  /** The node. */
  readonly path: string;
  /** What messages call it. */
  readonly name: string;
  /** The system calls. */
  readonly system: SgSystem;
  /** Where the kernel's files are. */
  readonly roots: LinuxRoots;
}

/**
 * The system that we run on.
 *
 * @param device what is to be opened, for the error
 * @throws {TransportError} where it is not Linux, or system libraries may not be used
 */
export function sgSystem(device: string): SgSystem {
  const c = libc();
  if (c === null) throw unsupported(device);
  return {
    open: (path, flags) => c.open(cString(path), flags, 0),
    ioctl: (descriptor, request, data) => c.ioctl(descriptor, request, data),
    close: (descriptor) => void c.close(descriptor),
    errno: c.errno,
    pause,
    words: errorWords,
  };
}

function unsupported(device: string): TransportError {
  if (Deno.build.os !== "linux") {
    return new TransportError(
      device,
      "unsupported",
      `Cannot open ${device}: such devices are used on Linux only`,
      {
        hint: "name a drive like \\\\.\\CdRom0 on Windows, iscsi://HOST/TARGET/LUN or virtual:PATH anywhere",
      },
    );
  }
  return new TransportError(
    device,
    "unsupported",
    `Cannot open ${device}: the C library may not be used or is not that of GNU`,
    { hint: "run with --allow-all, on a system with the GNU C library" },
  );
}
