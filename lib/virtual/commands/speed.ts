/**
 * Speeds: GET PERFORMANCE (MMC-6 6.7), SET STREAMING (6.41), SET CD SPEED (6.39), READ BUFFER CAPACITY (6.17).
 *
 * @module
 */

import { Answer, joined, u16, u32 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

/** READ BUFFER CAPACITY in bytes. */
export const readBufferCapacity: Command = {
  opcode: 0x5c,
  mask: [0, 0, 0, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    const free = Math.max(0, m.buffer.size - Math.ceil(m.buffer.level));
    return reply(new Answer(12).u16(0, 10).u32(4, m.buffer.size).u32(8, free).bytes, data, u16(cdb, 7));
  },
};

const PERFORMANCE = 0x00;
const WRITE_SPEEDS = 0x03;

/** GET PERFORMANCE: nominal performance and write speed descriptors. */
export const getPerformance: Command = {
  opcode: 0xac,
  mask: [0x1f, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    const most = u16(cdb, 8);
    const type = cdb[10]!;
    if (type !== PERFORMANCE && type !== WRITE_SPEEDS) refuse(SENSE.invalidField, { field: 10 });
    if (type === WRITE_SPEEDS && (cdb[1]! & 0x1f) !== 0) refuse(SENSE.invalidField, { field: 1 });
    const writes = (cdb[1]! & 4) !== 0;
    const all = type === WRITE_SPEEDS ? writeSpeeds(m) : [performance(m, writes)];
    const told = all.slice(0, most);
    const head = new Answer(8).u32(0, 4 + 16 * all.length).u8(4, writes ? 2 : 0).bytes;
    return reply(joined(head, ...told), data, data.length);
  },
};

function inKB(m: Machine, factor: number): number {
  return Math.round(factor * m.kind.baseSpeed);
}

function lastBlock(m: Machine): number {
  return Math.max(0, m.kind.capacity - 1);
}

function performance(m: Machine, writes: boolean): Uint8Array {
  const speed = inKB(m, writes ? m.writeSpeed : m.readFactor);
  return new Answer(16).u32(4, speed).u32(8, lastBlock(m)).u32(12, speed).bytes;
}

function writeSpeeds(m: Machine): Uint8Array[] {
  if (m.kind.family === "read-only") return [];
  return m.speeds.map((factor) =>
    new Answer(16).u32(4, lastBlock(m)).u32(8, inKB(m, m.readFactor)).u32(12, inKB(m, factor)).bytes
  );
}

/** The fastest speed that is not above the one asked for, or the slowest. */
function choose(m: Machine, kilobytes: number): void {
  // One kilobyte of grace: hosts round.
  const fits = (factor: number) => factor * m.kind.baseSpeed <= kilobytes + 1;
  m.writeSpeed = m.speeds.find(fits) ?? m.speeds.at(-1)!;
  m.pace();
}

/** SET CD SPEED: 65535 is the fastest. For CD; other media are told by SET STREAMING, but drives take it. */
export const setCdSpeed: Command = {
  opcode: 0xbb,
  mask: [0x03, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0],
  direction: "none",
  medium: false,
  run(m, cdb) {
    const kilobytes = u16(cdb, 4);
    if (kilobytes > 0) choose(m, kilobytes === 0xffff ? Infinity : kilobytes);
    return 0;
  },
};

const STREAMING_LIST = 28;
const DEFAULTS = 0x04;
const EXACT = 0x02;

/** SET STREAMING with a performance descriptor (MMC-6 6.41). */
export const setStreaming: Command = {
  opcode: 0xb6,
  mask: [0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0],
  direction: "out",
  medium: true,
  run(m, cdb, data) {
    if (cdb[8] !== 0) refuse(SENSE.invalidField, { field: 8 });
    if (u16(cdb, 9) !== STREAMING_LIST || data.length !== STREAMING_LIST) refuse(SENSE.listLength);
    const flags = data[0]!;
    if ((flags & DEFAULTS) !== 0) {
      choose(m, Infinity);
      return data.length;
    }
    const [first, last, size, time] = [u32(data, 4), u32(data, 8), u32(data, 20), u32(data, 24)];
    if (first > last || time === 0 || u32(data, 16) === 0) refuse(SENSE.invalidListField);
    const before = m.writeSpeed;
    const wanted = size * 1000 / time;
    choose(m, wanted);
    if ((flags & EXACT) !== 0 && Math.abs(inKB(m, m.writeSpeed) - wanted) > 1) {
      m.writeSpeed = before;
      m.pace();
      refuse(SENSE.invalidListField);
    }
    return data.length;
  },
};
