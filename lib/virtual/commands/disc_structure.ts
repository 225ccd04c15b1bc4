/**
 * READ DISC STRUCTURE (MMC-6 6.22): physical format and the identification of the medium.
 *
 * @module
 */

import { Answer, joined, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

/** READ DISC STRUCTURE. */
export const readDiscStructure: Command = {
  opcode: 0xad,
  mask: [0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc0, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    const isBd = m.kind.eccBlocks === 32;
    if (m.kind.eccBlocks === 1) refuse(SENSE.incompatibleMedium);
    if ((cdb[1]! & 0x0f) !== (isBd ? 1 : 0)) refuse(SENSE.invalidField, { field: 1 });
    const structure = (isBd ? bd : dvd)(m, cdb[7]!) ?? refuse(SENSE.invalidField, { field: 7 });
    return reply(joined(new Answer(4).u16(0, structure.length + 2).bytes, structure), data, u16(cdb, 8));
  },
};

const PHYSICAL = 0x00;
const MINUS_IDENTITY = 0x0e;
const PLUS_ADIP = 0x11;
const DISC_INFORMATION = 0x00;

/** Book types of part version, by profile. */
const BOOKS: Readonly<Record<number, number>> = {
  0x10: 0x01,
  0x11: 0x25,
  0x12: 0x16,
  0x13: 0x32,
  0x14: 0x32,
  0x15: 0x26,
  0x1a: 0x92,
  0x1b: 0xa1,
  0x2b: 0xe1,
};

const FIRST_SECTOR = 0x30000;

function dvd(m: Machine, format: number): Uint8Array | undefined {
  if (format === PHYSICAL) return physical(m).bytes;
  const { id, mediaId } = m.kind;
  if (format === MINUS_IDENTITY && id.startsWith("dvd-r") && id !== "dvd-ram" && id !== "dvd-rom") {
    // Pre-recorded information of the lead-in: manufacturer in fields 3 and 4, six characters each.
    return new Answer(44).u8(0, 1).u8(16, 3).text(17, 6, mediaId).u8(24, 4).text(25, 6, mediaId.slice(6))
      .bytes;
  }
  if (format === PLUS_ADIP && id.startsWith("dvd+")) {
    const [maker = "", type = ""] = mediaId.split(" ");
    return joined(
      physical(m).text(19, 8, maker).text(27, 3, type).bytes,
      new Uint8Array(256 - PHYSICAL_LENGTH),
    );
  }
  return undefined;
}

const PHYSICAL_LENGTH = 32;

function physical(m: Machine): Answer {
  const last = FIRST_SECTOR + Math.max(1, m.kind.capacity) - 1;
  return new Answer(PHYSICAL_LENGTH)
    .u8(0, BOOKS[m.family.profile(m)] ?? 0)
    .u8(1, 0x0f)
    .u8(2, (m.kind.layers - 1) << 5 | (m.kind.family === "read-only" ? 1 : m.kind.erasable ? 4 : 2))
    .u24(5, FIRST_SECTOR)
    .u24(9, last & 0xffffff);
}

/** One disc information unit (MMC-6 6.22); the writer's names in the bytes that the BD books set aside. */
function bd(m: Machine, format: number): Uint8Array | undefined {
  if (format !== DISC_INFORMATION || m.kind.family === "read-only") return undefined;
  const unit = new Answer(112)
    .text(0, 2, "DI").u8(2, 1).u8(3, 0x08).u8(5, 1).u8(6, 112)
    .text(8, 3, m.kind.erasable ? "BDW" : "BDR")
    .u8(12, m.kind.layers << 4 | 1)
    .text(100, 6, m.kind.mediaId).text(106, 3, m.kind.mediaId.slice(6));
  return joined(unit.bytes, new Uint8Array(4096 - 112));
}
