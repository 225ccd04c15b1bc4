/**
 * Commands that the kernel does not pass to the drive, and why.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { realPath } from "./linux_files.ts";
import { commandName } from "./opcodes.ts";
import { nodesOf } from "./scsi_nodes.ts";
import type { SgPlace } from "./sg_io_system.ts";
import { TransportError, type TransportTrouble } from "./transport_error.ts";

/** Why a command did not get to the device, or its answer not to us. */
export interface CommandTrouble {
  /** Its kind. */
  readonly trouble: TransportTrouble;
  /** What came back, to follow a colon. */
  readonly words: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** The device was there, and no longer is. */
export const GONE: CommandTrouble = {
  trouble: "gone",
  words: "the device is no longer there",
  hint: "look at the drive's power and cable",
};

/** The transport has been closed by us. */
export const CLOSED: CommandTrouble = { trouble: "gone", words: "it has been closed" };

/** No command has so many bytes. */
export function badLength(length: number): CommandTrouble {
  return { trouble: "failed", words: `a command of ${length} bytes cannot be sent` };
}

/** More data than the kernel moves in one command. */
export function tooLong(length: number, limit: number): CommandTrouble {
  return {
    trouble: "too long",
    words: `${length} bytes are more than the ${limit} that the kernel moves at once`,
  };
}

/** What an error number of the ioctl SG_IO means. */
export function refusalOf(place: SgPlace, errno: number, readOnly: boolean): CommandTrouble {
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
function filtered(place: SgPlace, readOnly: boolean): CommandTrouble {
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

/** Makes the error for one command. */
export function commandError(
  place: SgPlace,
  cdb: Uint8Array,
  { trouble, words, hint }: CommandTrouble,
): TransportError {
  return new TransportError(
    place.name,
    trouble,
    `Cannot send ${commandName(cdb)} to ${place.name}: ${words}`,
    {
      answer: { cdb: cdb.slice() },
      ...(hint === undefined ? {} : { hint }),
    },
  );
}
