/**
 * The features of the drive (MMC-6 5.3): what it can do at all, and what with the disc that is in it.
 *
 * @module
 */

import { Answer } from "../bytes.ts";
import type { Machine } from "../machine.ts";

/** One feature. */
export interface DriveFeature {
  /** Feature code. */
  readonly code: number;
  /** Version of its descriptor. */
  readonly version: number;
  /** It is of use whatever the disc. */
  readonly persistent: boolean;
  /** Whether it is of use now. */
  current(m: Machine, profile: number): boolean;
  /** Feature dependent data, a multiple of four bytes. */
  data(m: Machine, profile: number): ArrayLike<number>;
}

/** Profiles of the drive, the newest first (MMC-6 5.3.1). */
export const PROFILES: readonly number[] = [
  0x43,
  0x41,
  0x40,
  0x2b,
  0x1b,
  0x1a,
  0x15,
  0x14,
  0x13,
  0x12,
  0x11,
  0x10,
  0x0a,
  0x09,
  0x08,
];

const CD = [0x08, 0x09, 0x0a];
const DVD = [0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x1a, 0x1b, 0x2b];
const BD = [0x40, 0x41, 0x43];
const INCREMENTAL = [0x11, 0x14, 0x15, 0x1b, 0x2b, 0x41];

/** The profile of the disc, 0 without one. */
export function currentProfile(m: Machine): number {
  return m.present ? m.family.profile(m) : 0;
}

function always(code: number, version: number, data: ArrayLike<number> = []): DriveFeature {
  return { code, version, persistent: true, current: () => true, data: () => data };
}

function forProfiles(
  code: number,
  version: number,
  profiles: readonly number[],
  data: ArrayLike<number> | DriveFeature["data"] = [],
): DriveFeature {
  return {
    code,
    version,
    persistent: false,
    current: (_m, profile) => profiles.includes(profile),
    data: typeof data === "function" ? data : () => data,
  };
}

const blocking = (m: Machine) => m.kind.eccBlocks;
const unit = (m: Machine) => new Answer(8).u32(0, 2048).u16(4, blocking(m)).u8(6, 1).bytes;

/** All features, in rising order. */
export const FEATURES: readonly DriveFeature[] = [
  {
    ...always(0x0000, 0),
    data: (_m, now) =>
      PROFILES.flatMap((profile) => [profile >> 8, profile & 0xff, profile === now ? 1 : 0, 0]),
  },
  // Core: interface standard SCSI family, DBE; morphing: asynchronous events not supported.
  always(0x0001, 2, [0, 0, 0, 1, 1, 0, 0, 0]),
  always(0x0002, 1, [0x02, 0, 0, 0]),
  // Removable medium: tray, eject, lock, load.
  always(0x0003, 2, [0x39, 0, 0, 0]),
  forProfiles(0x0010, 0, [...CD, ...DVD, ...BD], unit),
  { ...forProfiles(0x001d, 0, CD), persistent: true },
  forProfiles(0x001e, 2, CD, [0, 0, 0, 0]),
  forProfiles(0x001f, 1, DVD, [1, 0, 1, 0]),
  forProfiles(
    0x0020,
    1,
    [0x12, 0x1a, 0x43],
    (m) =>
      new Answer(12).u32(0, Math.max(0, m.disc.formatted - 1)).u32(4, 2048).u16(8, blocking(m)).u8(10, 1)
        .bytes,
  ),
  // Incremental streaming: data block types 8 and 10, one link size.
  {
    ...forProfiles(0x0021, 3, INCREMENTAL, (m) => [0x05, 0, bufe(m, 0) >> 6, 1, 16, 0, 0, 0]),
    current: (m, profile) => INCREMENTAL.includes(profile) && !m.disc.atOnceOnly,
  },
  forProfiles(0x0023, 1, [0x12, 0x13, 0x14, 0x1a, 0x41, 0x43], [0x0f, 0, 0, 0, 0x01, 0, 0, 0]),
  forProfiles(0x0024, 1, [0x12, 0x43], [0x80, 0, 0, 0]),
  forProfiles(0x0026, 0, [0x13]),
  forProfiles(0x002a, 0, [0x1a], [1, 0, 0, 0]),
  forProfiles(0x002b, 0, [0x1b], [1, 0, 0, 0]),
  forProfiles(0x002c, 0, [0x13], [0x0f, 0, 0, 0]),
  // CD track at once: BUF, test write, CD-RW.
  forProfiles(0x002d, 2, [0x09, 0x0a], (m) => [bufe(m, 0x06), 0, 0x05, 0x00]),
  // CD mastering: BUF, session at once, test write, CD-RW; cue sheets up to 800 bytes.
  forProfiles(0x002e, 1, [0x09, 0x0a], (m) => [bufe(m, 0x26), 0, 0x03, 0x20]),
  forProfiles(0x002f, 2, [0x11, 0x14, 0x15], (m) => [bufe(m, 0x0e), 0, 0, 0]),
  forProfiles(0x003b, 0, [0x2b], [1, 0, 0, 0]),
  forProfiles(0x0040, 0, BD, bdClasses(true)),
  forProfiles(0x0041, 0, [0x41, 0x43], bdClasses(false)),
  always(0x0100, 0),
  always(0x0105, 1, [0, 0, 0, 0]),
  // Real-time streaming: SET CD SPEED, GET PERFORMANCE type 3, mode page 2A, write speed by SET STREAMING.
  { ...forProfiles(0x0107, 4, [...CD, ...DVD, ...BD], [0x1f, 0, 0, 0]), persistent: true },
  { ...always(0x0108, 1), data: (m) => new Answer(8).text(0, 8, m.serial).bytes },
];

function bufe(m: Machine, bits: number): number {
  return m.behaviour.underrunProtection ? bits | 0x40 : bits;
}

/** BD read and write: class bitmaps for RE, R and, when reading, ROM; every version of class 0 and 1. */
function bdClasses(read: boolean): ArrayLike<number> {
  const both = [0x00, 0x0e, 0x00, 0x06, 0, 0, 0, 0];
  return read ? [0, 0, 0, 0, ...both, ...both, 0, 2, 0, 0, 0, 0, 0, 0] : [0, 0, 0, 0, ...both, ...both];
}
