/**
 * READ CAPACITY (MMC-6 6.18) and READ FORMAT CAPACITIES (6.23).
 *
 * @module
 */

import { Answer, joined, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { type Command, reply } from "./command.ts";
import { BLOCK } from "../media.ts";
import { capacityOf } from "../families/space.ts";

/** READ CAPACITY: the last readable block; 0 on a blank disc. */
export const readCapacity: Command = {
  opcode: 0x25,
  mask: [0, 0, 0, 0, 0, 0, 0, 0, 0],
  direction: "in",
  medium: true,
  run: (m, _cdb, data) => reply(new Answer(8).u32(0, m.family.readable(m) - 1).u32(4, BLOCK).bytes, data, 8),
};

/** READ FORMAT CAPACITIES: what the disc holds now and what FORMAT UNIT could make of it. */
export const readFormatCapacities: Command = {
  opcode: 0x23,
  mask: [0, 0, 0, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  run: (m, cdb, data) => reply(formatCapacities(m), data, u16(cdb, 7)),
};

const UNFORMATTED = 1;
const FORMATTED = 2;
const NO_MEDIUM = 3;

function formatCapacities(m: Machine): Uint8Array {
  const [blocks, type] = currentCapacity(m);
  const choices = m.present ? m.family.formats(m) : [];
  const current = new Answer(8).u32(0, blocks).u8(4, type).u24(5, BLOCK).bytes;
  const descriptors = choices.map((choice) =>
    new Answer(8).u32(0, choice.blocks).u8(4, choice.type << 2).u24(5, choice.parameter).bytes
  );
  return joined(new Answer(4).u8(3, 8 + 8 * choices.length).bytes, current, ...descriptors);
}

function currentCapacity(m: Machine): [blocks: number, type: number] {
  if (!m.present) return [62_500_864, NO_MEDIUM];
  const { status } = m.family.disc(m);
  if (status === 0 && m.disc.formatted === 0) return [m.kind.capacity, UNFORMATTED];
  return [m.kind.family === "read-only" ? m.kind.capacity : capacityOf(m), FORMATTED];
}
