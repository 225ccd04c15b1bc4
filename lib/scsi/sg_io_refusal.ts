/**
 * Commands that the kernel does not pass to the drive, and why.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { realPath } from "./linux_files.ts";
import { GONE, type Refusal } from "./refusal.ts";
import { nodesOf } from "./scsi_nodes.ts";
import type { SgPlace } from "./sg_io_system.ts";

/** What an error number of the ioctl SG_IO means. */
export function refusalOf(place: SgPlace, errno: number, readOnly: boolean): Refusal {
  switch (errno) {
    case C.EPERM:
    case C.EACCES:
      return filtered(place, readOnly);
    case C.ENXIO:
    case C.ENODEV:
      return GONE;
    case C.ENOTTY:
      return { trouble: "failed", words: "this is no SCSI device", hint: "see: discglow devices" };
    case C.ENOMEDIUM:
      return { trouble: "failed", words: "there is no disc in the drive", hint: "put a disc into the drive" };
    case C.ENOMEM:
      return { trouble: "failed", words: "the kernel has no memory for it", hint: "end other programs" };
    default:
      return { trouble: "failed", words: place.system.words(errno) };
  }
}

/** The kernel passes only some commands for ordinary users, and fewer through a node opened for reading. */
function filtered(place: SgPlace, readOnly: boolean): Refusal {
  if (readOnly) {
    return {
      trouble: "filtered",
      words: "the device could only be opened for reading",
      hint: `get the right to write to ${place.path}`,
    };
  }
  const generic = nodesOf(place.path, place.roots)?.generic;
  const other = generic === undefined ? undefined : `${place.roots.dev ?? "/dev"}/${generic}`;
  return {
    trouble: "filtered",
    words: "the kernel keeps this command to root",
    hint: other === undefined || other === (realPath(place.path) ?? place.path)
      ? "run as root"
      : `use ${other}, the same drive, or run as root`,
  };
}
