/**
 * READ TRACK INFORMATION (MMC-6 6.26).
 *
 * @module
 */

import { Answer, s32, u16, u32 } from "../bytes.ts";
import type { TrackView } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

const BY_BLOCK = 0;
const BY_TRACK = 1;
const BY_SESSION = 2;
/** The invisible or incomplete track: the one that is written next. */
const INVISIBLE = 0xff;

/** READ TRACK INFORMATION by block, track or session. */
export const readTrackInformation: Command = {
  opcode: 0x52,
  mask: [0x07, 0xff, 0xff, 0xff, 0xff, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    const byte1 = cdb[1]! & 7;
    const onlyOpen = (byte1 & 4) !== 0;
    const track = find(m, byte1 & 3, cdb, onlyOpen) ?? refuse(SENSE.invalidField, { field: 2 });
    return reply(encode(m, track), data, u16(cdb, 7));
  },
};

function find(m: Machine, type: number, cdb: Uint8Array, onlyOpen: boolean): TrackView | undefined {
  const tracks = m.family.tracks(m).filter((track) => !onlyOpen || track.next !== undefined);
  const number = u32(cdb, 2);
  if (type === BY_BLOCK) {
    const block = s32(cdb, 2);
    return tracks.findLast(({ first, size }) => block >= first && block < first + size);
  }
  if (type === BY_TRACK) {
    return number === INVISIBLE ? invisible(m, tracks) : tracks.find((track) => track.number === number);
  }
  return type === BY_SESSION ? tracks.find(({ session }) => session === number) : undefined;
}

function invisible(m: Machine, tracks: readonly TrackView[]): TrackView | undefined {
  // A cue sheet records nothing: what it announces is still the invisible track.
  const announced = m.kind.family === "cd" ? m.announced?.first : undefined;
  if (announced !== undefined) return tracks.find(({ first }) => first === announced);
  return tracks.findLast(({ reserved, next }) => !reserved && next !== undefined);
}

function encode(m: Machine, track: TrackView): Uint8Array {
  const mode = m.kind.eccBlocks === 1 ? (track.audio ? 0 : 4) : 5;
  const flags = (track.reserved ? 0x80 : 0) | (track.blank ? 0x40 : 0) | (track.packet ? 0x20 : 0) |
    (track.fixedPacket ? 0x10 : 0);
  const valid = (track.lastRecorded !== undefined ? 2 : 0) | (track.next !== undefined ? 1 : 0);
  return new Answer(48)
    .u16(0, 46)
    .u8(2, track.number & 0xff).u8(32, track.number >> 8)
    .u8(3, track.session & 0xff).u8(33, track.session >> 8)
    .u8(5, (track.damaged ? 0x20 : 0) | mode)
    .u8(6, flags | (track.blank && m.kind.family !== "bd-r" ? 0x0f : 0x01))
    .u8(7, valid)
    .u32(8, track.first)
    .u32(12, track.next ?? 0)
    .u32(16, track.free)
    .u32(20, track.packet ? track.packetSize : 0)
    .u32(24, track.size)
    .u32(28, track.lastRecorded ?? 0).bytes;
}
