/**
 * WRITE (10) and (12) (MMC-6 6.46, 6.47), WRITE AND VERIFY (10), SYNCHRONIZE CACHE (6.43).
 *
 * @module
 */

import { s32, u16, u32 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { BLOCK } from "../media.ts";
import { refuse, SENSE } from "../sense.ts";
import type { Command } from "./command.ts";

function write(m: Machine, block: number, count: number, given: Uint8Array): number {
  if (given.length < count * BLOCK) refuse(SENSE.listLength);
  // What is too much stays on the bus, as the residual tells.
  const data = given.subarray(0, count * BLOCK);
  if (!m.store.writable && m.kind.family !== "read-only") refuse(SENSE.writeProtected);
  if (count === 0) return 0;
  m.family.prepareWrite(m, block, count);
  const { fault } = m;
  const good = fault === undefined ? count : fault.block! - block;
  if (good > 0) record(m, block, good, good === count ? data : data.subarray(0, good * BLOCK));
  m.transferred = good * BLOCK;
  if (fault !== undefined) m.fail(fault);
  return data.length;
}

function record(m: Machine, block: number, count: number, data: Uint8Array): void {
  stream(m, data.length);
  // Pre-gap blocks of a CD are not part of the image.
  const outside = Math.min(count, Math.max(0, -block));
  let taken = count;
  if (!m.testing && outside < count) {
    const inside = outside === 0 ? data : data.subarray(outside * BLOCK);
    taken = outside + Math.floor(m.store.write(block + outside, inside) / BLOCK);
  }
  m.family.wrote(m, block, taken);
  if (taken < count) refuse(SENSE.writeError, { information: block + taken });
}

/** Puts data into the buffer, when there is room. */
function stream(m: Machine, bytes: number): void {
  if (m.buffer.rate === 0) return;
  if (m.buffer.takeUnderrun() && !survivesUnderrun(m)) {
    m.family.spoil(m);
    refuse(SENSE.lossOfStreaming);
  }
  const wait = m.buffer.waitFor(bytes);
  if (wait > 0 && m.behaviour.busyWhenFull) refuse(SENSE.longWrite);
  m.time.wait(wait);
  m.buffer.take(bytes);
}

/** Recording can be interrupted: between blocks of packets by nature, else with BUFE (MMC-6 7.5). */
function survivesUnderrun(m: Machine): boolean {
  const method = m.current?.method ?? "incremental";
  return method === "incremental" || (m.behaviour.underrunProtection && m.modes.write.bufe);
}

/** WRITE (10): FUA is taken and changes nothing. */
export const write10: Command = {
  opcode: 0x2a,
  mask: [0x08, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "out",
  medium: true,
  run: (m, cdb, data) => write(m, s32(cdb, 2), u16(cdb, 7), data),
};

/** WRITE (12), with the streaming bit, for which defect management steps back. */
export const write12: Command = {
  opcode: 0xaa,
  mask: [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x80, 0],
  direction: "out",
  medium: true,
  run: (m, cdb, data) => write(m, s32(cdb, 2), u32(cdb, 6), data),
};

/** WRITE AND VERIFY (10), on media that can be rewritten at any place. */
export const writeAndVerify: Command = {
  opcode: 0x2e,
  mask: [0, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "out",
  medium: true,
  run(m, cdb, data) {
    if (m.kind.family !== "rewritable") refuse(SENSE.incompatibleMedium);
    return write(m, s32(cdb, 2), u16(cdb, 7), data);
  },
};

/** SYNCHRONIZE CACHE of the whole buffer. */
export const synchronizeCache: Command = {
  opcode: 0x35,
  mask: [0x02, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    const time = Math.max(m.buffer.timeToEmpty(), m.behaviour.longWrite);
    m.buffer.settle();
    m.family.flush(m);
    m.time.take(time, SENSE.longWrite, (cdb[1]! & 2) !== 0);
    return 0;
  },
};
