/**
 * Answers of drives, made by hand from the tables of MMC-6.
 *
 * @module
 */

import { bytes } from "./scripted_drive.ts";

function be(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256);
}

/** GET CONFIGURATION: profiles and current features. */
export function configurationAnswer(
  profile: number,
  profiles: readonly number[],
  features: readonly number[] = [],
): Uint8Array {
  const list = [0, 0, 3, profiles.length * 4, ...profiles.flatMap((each) => [...be(each, 2), 0, 0])];
  const rest = features.flatMap((code) => [...be(code, 2), 1, 0]);
  const body = [0, 0, ...be(profile, 2), ...list, ...rest];
  return Uint8Array.from([...be(body.length, 4), ...body]);
}

/** READ DISC INFORMATION; status and state of the last session as their numbers. */
export function discAnswer(status: number, lastSession: number, sessions = 1, lastTrack = 1): Uint8Array {
  const answer = new Uint8Array(34);
  answer.set([0, 32, status | lastSession << 2, 1, sessions, lastTrack, lastTrack]);
  answer.fill(0xff, 16, 24);
  return answer;
}

/** What a track's answer says; flags as the bytes 5, 6 and 7. */
export interface TrackFields {
  readonly track?: number;
  readonly session?: number;
  readonly mode?: number;
  readonly flags?: number;
  /** 1 the next writable address is valid, 2 the last recorded one. */
  readonly valid?: number;
  readonly start?: number;
  readonly next?: number;
  readonly free?: number;
  readonly size?: number;
  readonly last?: number;
}

/** READ TRACK INFORMATION. */
export function trackAnswer(fields: TrackFields): Uint8Array {
  const { track = 1, session = 1, mode = 4, flags = 1, valid = 0 } = fields;
  const { start = 0, next = 0, free = 0, size = 0, last = 0 } = fields;
  return Uint8Array.from([
    ...[0, 34, track, session, 0, mode, flags, valid],
    ...[start, next, free, 0, size, last].flatMap((value) => be(value, 4)),
    ...[0, 0, 0, 0],
  ]);
}

/** READ FORMAT CAPACITIES: the current state, then offers of type and blocks. */
export function formatAnswer(
  state: number,
  blocks: number,
  ...offers: [type: number, blocks: number][]
): Uint8Array {
  return Uint8Array.from([
    ...[0, 0, 0, 8 + offers.length * 8],
    ...[...be(blocks, 4), state, 0, 8, 0],
    ...offers.flatMap(([type, size]) => [...be(size, 4), type << 2, 0, 8, 0]),
  ]);
}

/** READ CAPACITY. */
export function capacityAnswer(blocks: number): Uint8Array {
  return Uint8Array.from([...be(blocks - 1, 4), 0, 0, 8, 0]);
}

/** GET PERFORMANCE, type 3. */
export function speedsAnswer(...speeds: number[]): Uint8Array {
  const body = speeds.flatMap((speed) => [0, 0, 0, 0, ...be(2_295_103, 4), ...be(speed, 4), ...be(speed, 4)]);
  return Uint8Array.from([...be(4 + body.length, 4), 0, 0, 0, 0, ...body]);
}

/** READ TOC, format 0: entries of control bits, number and start. */
export function tocAnswer(...entries: [control: number, track: number, start: number][]): Uint8Array {
  const body = entries.flatMap(([control, track, start]) => [0, 0x10 | control, track, 0, ...be(start, 4)]);
  return Uint8Array.from([...be(2 + body.length, 2), 1, entries.length - 1, ...body]);
}

/** READ TOC, format 4: an 80 minute CD-R. */
export const ATIP_ANSWER = bytes(
  "00 1a 00 00", // length, reserved
  "d4 00 80 00", // writing power and speed, use, disc type
  "61 1a 42 00", // 97:26:66 start of the lead-in
  "4f 3b 47 00", // 79:59:71 last possible start of the lead-out
  "00 00 00 00 00 00 00 00 00 00 00 00",
);

/** MODE SENSE(10) of page 05 as a DVD recorder sends it. */
export const WRITE_PARAMETERS_ANSWER = bytes(
  "00 3a 00 00 00 00 00 00", // header
  "85 32", // PS, page 05, 50 bytes
  "40 c5 08 10 00 00 00 00", // underrun free, packet; next session, mode 5; block type 8
  "00 00 00 10 00 96", // packets of 16 blocks, audio pause 150
  "=MCN and ISRC as they came.......", // 16-47
  "00 00 00 00", // sub-header
);

/** MODE SENSE(10) of page 2A. */
export const CAPABILITIES_ANSWER = bytes(
  "00 2e 00 00 00 00 00 00", // header
  "2a 26", // page 2A, 38 bytes
  "3f 37 f1 73 29 23", // what it reads, writes, plays; tray, ejects, locks
  "1b 90 01 00 08 00 1b 90", // reading 7056, volume levels, buffer 2048 kB, reading 7056
  "00 00 1b 90 1b 90 00 01 00 00", // writing at most 7056, now 7056
  "00 00 0b 07 00 02", // 26-27, now 2823, 2 descriptors
  "00 00 1b 90", // 7056
  "00 00 0b 07", // 2823
);
