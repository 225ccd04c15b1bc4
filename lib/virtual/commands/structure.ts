/**
 * What makes the structure of a disc: RESERVE TRACK (MMC-6 6.31), CLOSE TRACK/SESSION (6.3), BLANK (6.2),
 * FORMAT UNIT (6.4), SEND CUE SHEET (6.35), SEND OPC INFORMATION (6.38).
 *
 * @module
 */

import { u16, u24, u32 } from "../bytes.ts";
import type { FormatRequest } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import type { Command } from "./command.ts";

function requireWritable(m: Machine): void {
  if (m.kind.family === "read-only") refuse(SENSE.incompatibleMedium);
  if (!m.store.writable) refuse(SENSE.writeProtected);
}

/** RESERVE TRACK of so many blocks. */
export const reserveTrack: Command = {
  opcode: 0x53,
  mask: [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    requireWritable(m);
    m.family.reserve(m, u32(cdb, 5));
    return 0;
  },
};

/** CLOSE TRACK/SESSION. */
export const closeTrackSession: Command = {
  opcode: 0x5b,
  mask: [0x01, 0x07, 0, 0xff, 0xff, 0, 0, 0, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    requireWritable(m);
    const flushing = m.buffer.timeToEmpty();
    m.buffer.settle();
    m.family.close(m, cdb[2]! & 7, u16(cdb, 4));
    m.time.take(flushing + m.behaviour.longClose, SENSE.working, (cdb[1]! & 1) !== 0);
    return 0;
  },
};

/** BLANK. */
export const blank: Command = {
  opcode: 0xa1,
  mask: [0x17, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    requireWritable(m);
    m.buffer.settle();
    m.family.blank(m, cdb[1]! & 7);
    m.time.take(m.behaviour.longBlank, SENSE.working, (cdb[1]! & 0x10) !== 0);
    return 0;
  },
};

/** Bytes of the parameter list of FORMAT UNIT: header and one descriptor. */
const FORMAT_LIST = 12;
const IMMEDIATE = 0x02;
const OPTIONS_VALID = 0x80;

/** FORMAT UNIT with format code 1, the one of MMC. */
export const formatUnit: Command = {
  opcode: 0x04,
  mask: [0x1f, 0, 0, 0, 0],
  direction: "out",
  medium: true,
  run(m, cdb, data) {
    requireWritable(m);
    // The list of defects is complete (CmpLst): that only means something on DVD-RAM.
    const complete = m.kind.profile === 0x12 ? 0x08 : 0;
    if ((cdb[1]! & 0x1f & ~complete) !== 0x11) refuse(SENSE.invalidField, { field: 1 });
    if (data.length !== FORMAT_LIST || u16(data, 2) !== FORMAT_LIST - 4) refuse(SENSE.listLength);
    const flags = data[1]!;
    // Without FOV the other options have to be 0; VS and TRY-OUT need media that we have not got.
    const options = flags & 0x7d;
    if (data[0] !== 0 || (flags & 0x05) !== 0) refuse(SENSE.invalidListField);
    if ((flags & OPTIONS_VALID) === 0 && options !== 0) refuse(SENSE.invalidListField);
    m.buffer.settle();
    m.time.stop();
    const request: FormatRequest = {
      blocks: u32(data, 4),
      type: data[8]! >> 2,
      subtype: data[8]! & 3,
      parameter: u24(data, 9),
    };
    const behind = m.family.format(m, request);
    const code = behind ? SENSE.formattingBehind : SENSE.formatting;
    m.time.take(m.behaviour.longFormat, code, behind || (flags & IMMEDIATE) !== 0);
    return data.length;
  },
};

/** SEND CUE SHEET. */
export const sendCueSheet: Command = {
  opcode: 0x5d,
  mask: [0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0],
  direction: "out",
  medium: true,
  run(m, cdb, data) {
    requireWritable(m);
    if (data.length !== u24(cdb, 6)) refuse(SENSE.listLength);
    m.family.cueSheet(m, data);
    return data.length;
  },
};

/** SEND OPC INFORMATION: the drive calibrates by itself and takes no values. */
export const sendOpc: Command = {
  opcode: 0x54,
  mask: [0x01, 0xff, 0xff, 0, 0, 0, 0xff, 0xff, 0],
  direction: "none",
  medium: true,
  run(m, cdb) {
    requireWritable(m);
    if ((cdb[1]! & 1) === 0 || u16(cdb, 7) !== 0) refuse(SENSE.invalidField, { field: 1 });
    if (m.disc.finalised) refuse(SENSE.closedDisc);
    return 0;
  },
};
