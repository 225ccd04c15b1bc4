/**
 * READ (10) and (12) (MMC-6 6.14, 6.15), VERIFY (10).
 *
 * @module
 */

import { s32, u16, u32 } from "../bytes.ts";
import { alignUp } from "../families/space.ts";
import type { Machine } from "../machine.ts";
import { BLOCK } from "../media.ts";
import { refuse, SENSE } from "../sense.ts";
import type { Command } from "./command.ts";

function read(m: Machine, block: number, count: number, data: Uint8Array): number {
  // What does not fit would be lost on the bus.
  if (data.length < count * BLOCK) refuse(SENSE.invalidField, { field: 0 });
  if (count === 0) return 0;
  m.family.checkRead(m, block, count);
  const { fault } = m;
  const good = fault === undefined ? count : fault.block! - block;
  const bytes = good * BLOCK;
  pace(m, bytes);
  if (bytes > 0) {
    const held = m.store.read(block, bytes === data.length ? data : data.subarray(0, bytes));
    if (held < bytes) requireHeld(m, block, good);
  }
  m.transferred = bytes;
  if (fault !== undefined) m.fail(fault);
  return bytes;
}

/** A data file that is too short has lost blocks. Only what the drive has padded with need not be there. */
function requireHeld(m: Machine, block: number, count: number): void {
  // What was formatted reads as zeros.
  if (m.kind.family === "rewritable" || m.disc.restricted) return;
  const end = Math.max(block, alignUp(m.store.blocks, m.kind.eccBlocks));
  if (block + count <= end) return;
  m.transferred = (end - block) * BLOCK;
  refuse(SENSE.readError, { information: end });
}

/** Reads come at the speed of the disc. */
function pace(m: Machine, bytes: number): void {
  const { readSpeed } = m.behaviour;
  if (readSpeed === 0) return;
  const now = m.clock.now();
  m.readUntil = Math.max(m.readUntil, now) + bytes / (readSpeed * m.kind.baseBytes / 1000);
  m.time.wait(m.readUntil - now);
}

/** READ (10): FUA and DPO are taken and change nothing. */
export const read10: Command = {
  opcode: 0x28,
  mask: [0x18, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run: (m, cdb, data) => read(m, s32(cdb, 2), u16(cdb, 7), data),
};

/** READ (12), with the streaming bit. */
export const read12: Command = {
  opcode: 0xa8,
  mask: [0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x80, 0],
  direction: "in",
  medium: true,
  run: (m, cdb, data) => read(m, s32(cdb, 2), u32(cdb, 6), data),
};

/** VERIFY (10) without byte check: blocks that cannot be read are told. */
export const verify10: Command = {
  opcode: 0x2f,
  mask: [0x10, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    const count = u16(cdb, 7);
    if (count > 0) m.family.checkRead(m, s32(cdb, 2), count);
    return 0;
  },
};
