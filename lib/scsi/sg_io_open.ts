/**
 * Opening a drive's node on Linux, and what to do when that is refused.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { holdersOf, mountsOf } from "./holders.ts";
import { readText, statOf } from "./linux_files.ts";
import { isGenericNode } from "./scsi_nodes.ts";
import type { SgPlace } from "./sg_io_system.ts";
import { openError, type Refusal } from "./refusal.ts";

/** How often a busy node is tried again, and how long to wait before that, in milliseconds. */
const BUSY_RETRIES = 5;
const BUSY_PAUSE = 200;

/** Group bits of a node's mode. */
const GROUP_READS_AND_WRITES = 0o060;

/** How a node is opened. */
export interface SgOpenOptions {
  /**
   * Nobody else may have it open at the same time, as far as Linux can see to that.
   * @default {true}
   */
  readonly exclusive?: boolean;
  /**
   * Be content with a node that may only be read: then the kernel passes no command that changes anything.
   * @default {false}
   */
  readonly readOnly?: boolean;
  /** What messages call the device; the node's path when absent. */
  readonly name?: string;
}

/** An open node. */
export interface OpenNode {
  /** The descriptor. */
  readonly descriptor: number;
  /** The node could only be opened for reading. */
  readonly readOnly: boolean;
}

/**
 * Opens a node.
 *
 * @throws {TransportError} with the reason and what to do about it
 */
export function openNode(place: SgPlace, options: SgOpenOptions): OpenNode {
  const { path, system } = place;
  const exclusive = options.exclusive ?? true;
  // Linux refuses the second user of /dev/srN, but sees no mount behind its generic node.
  if (exclusive && mountsOf(path, place.roots).length > 0) throw openError(place.name, busy(place));
  const flags = C.O_NONBLOCK | C.O_CLOEXEC | (exclusive ? C.O_EXCL : 0);
  const descriptor = openPatiently(place, C.O_RDWR | flags);
  if (descriptor >= 0) return { descriptor, readOnly: false };
  const errno = system.errno();
  if (options.readOnly && (errno === C.EACCES || errno === C.EROFS || errno === C.EPERM)) {
    // A generic node is not given to a mere reader alone: open fails with EPERM.
    const readerFlags = isGenericNode(path) ? flags & ~C.O_EXCL : flags;
    const readOnly = openPatiently(place, C.O_RDONLY | readerFlags);
    if (readOnly >= 0) return { descriptor: readOnly, readOnly: true };
  }
  throw openError(place.name, openingRefusal(place, errno));
}

/** Whenever a disc is put in, the system itself looks at it for a moment. */
function openPatiently({ path, system }: SgPlace, flags: number): number {
  for (let retries = BUSY_RETRIES;; retries--) {
    const descriptor = system.open(path, flags);
    if (descriptor >= 0 || retries === 0 || system.errno() !== C.EBUSY) return descriptor;
    system.pause(BUSY_PAUSE);
  }
}

function openingRefusal(place: SgPlace, errno: number): Refusal {
  switch (errno) {
    case C.EBUSY:
      return busy(place);
    case C.EACCES:
      return denied(place);
    case C.EPERM:
      return {
        trouble: "denied",
        words: "the system does not let this process use it",
        hint: "run as root; inside a container, have the device passed to it",
      };
    case C.ENOENT:
      return { trouble: "missing", words: "there is no such device", hint: listing(place) };
    case C.ENXIO:
    case C.ENODEV:
      return { trouble: "missing", words: "no drive answers under this name", hint: listing(place) };
    case C.ENOMEDIUM:
      return { trouble: "failed", words: "there is no disc in the drive", hint: "put a disc into the drive" };
    case C.EROFS:
      return {
        trouble: "denied",
        words: "the system lets it only be read",
        hint: "use a drive that can record",
      };
    default:
      return { trouble: "failed", words: place.system.words(errno) };
  }
}

function busy(place: SgPlace): Refusal {
  const holder = holdersOf(place.path, place.roots)[0];
  if (holder !== undefined) return { trouble: "busy", words: `it is ${holder.words}`, hint: holder.hint };
  return {
    trouble: "busy",
    words: "another program uses it",
    hint: `find out which one: sudo fuser -v ${place.path}`,
  };
}

function denied(place: SgPlace): Refusal {
  const info = statOf(place.path);
  const gid = info?.gid ?? undefined;
  if (gid === undefined) {
    return {
      trouble: "denied",
      words: "you may not use it",
      hint: "run as root, or ask for the right to use it",
    };
  }
  // Nobody is to be sent into the group of root.
  if (gid === 0 || ((info?.mode ?? 0) & GROUP_READS_AND_WRITES) !== GROUP_READS_AND_WRITES) {
    return { trouble: "denied", words: "only root may use it", hint: "run as root" };
  }
  const group = groupName(gid, place) ?? String(gid);
  return {
    trouble: "denied",
    words: `only root and the group ${group} may use it`,
    hint: `join the group with: sudo usermod -aG ${group} "$USER", then log in again`,
  };
}

function groupName(gid: number, { roots }: SgPlace): string | undefined {
  const lines = readText(`${roots.etc ?? "/etc"}/group`)?.split("\n") ?? [];
  // group(5): name, password, number, members.
  return lines.map((line) => line.split(":")).find((fields) => fields[2] === String(gid))?.[0];
}

function listing({ path }: SgPlace): string {
  const drives = "see what there is with: discglow devices";
  return isGenericNode(path) ? `${drives}, after: sudo modprobe sg` : drives;
}
