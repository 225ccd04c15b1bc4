/**
 * The largest transfer that Linux does in one command.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { readNumber } from "./linux_files.ts";
import { isGenericNode, nodesOf } from "./scsi_nodes.ts";
import type { SgPlace } from "./sg_io_system.ts";

/** What every host adapter can do, also those on USB. */
const CAUTIOUS = 65536;
/** Bytes of a segment when the memory is of scattered pages. */
const PAGE = 4096;
/** Commands and their answers cannot use more. */
const PLENTY = 16 * 1024 * 1024;
/** Bytes of a block: the limit is a whole number of them. */
const BLOCK = 2048;
/** Bytes that the kernel sets aside at most for a generic node. */
const LARGEST_RESERVE = 256 * 1024;

/** Asks the kernel's queue of the drive, or the node itself, how many bytes one command may move. */
export function largestTransfer(place: SgPlace, descriptor: number): number {
  const limit = queueLimit(place) ?? askedLimit(place, descriptor) ?? CAUTIOUS;
  const whole = Math.min(limit, PLENTY);
  return Math.max(whole - whole % BLOCK, BLOCK);
}

/** Has memory for transfers set aside, so that none is lacking in the middle of a disc; of no effect on /dev/srN. */
export function reserveMemory(place: SgPlace, descriptor: number, limit: number): void {
  if (!isGenericNode(place.path)) return;
  const size = new Uint8Array(4);
  new DataView(size.buffer).setInt32(0, Math.min(limit, LARGEST_RESERVE), true);
  place.system.ioctl(descriptor, C.SG_SET_RESERVED_SIZE, size);
}

function queueLimit({ path, roots }: SgPlace): number | undefined {
  const block = nodesOf(path, roots)?.block;
  if (block === undefined) return undefined;
  const queue = `${roots.sys ?? "/sys"}/class/block/${block}/queue`;
  const hardware = readNumber(`${queue}/max_hw_sectors_kb`);
  if (hardware === undefined) return undefined;
  const software = readNumber(`${queue}/max_sectors_kb`) ?? hardware;
  // Memory that does not begin with a page needs one segment more.
  const segments = (readNumber(`${queue}/max_segments`) ?? Infinity) - 1;
  return Math.min(hardware * 1024, software * 1024, Math.max(segments, 1) * PAGE);
}

/** BLKSECTGET: 512-byte sectors in 16 bits from a block device, bytes in 32 bits from a generic one. */
function askedLimit(place: SgPlace, descriptor: number): number | undefined {
  const answer = new Uint8Array(4);
  if (place.system.ioctl(descriptor, C.BLKSECTGET, answer) < 0) return undefined;
  const view = new DataView(answer.buffer);
  const bytes = isGenericNode(place.path) ? view.getInt32(0, true) : view.getUint16(0, true) * 512;
  return bytes > 0 ? bytes : undefined;
}
