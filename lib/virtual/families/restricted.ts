/**
 * DVD-RW in restricted overwrite mode (MMC-6 4.3): whole ECC blocks anywhere in the formatted area, which
 * a quick format leaves to grow with what is recorded.
 *
 * @module
 */

import { type DiscView, type Family, type FormatChoice, type FormatRequest, nothing } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { blank } from "./blanking.ts";
import { oneTrack } from "./one_track.ts";
import { alignUp } from "./space.ts";

const FULL = 0x00;
const FULL_PACKET = 0x10;
const QUICK_GROW = 0x13;
const QUICK = 0x15;

/** What FORMAT UNIT offers on a DVD-RW. */
export function minusFormats(m: Machine): FormatChoice[] {
  if (!m.kind.erasable) return [];
  const blocks = m.kind.capacity;
  const choices = [FULL, FULL_PACKET, QUICK].map((type) => ({ blocks, type, parameter: 16 }));
  const left = blocks - m.disc.formatted;
  if (m.disc.restricted && left > 0) choices.push({ blocks: left, type: QUICK_GROW, parameter: 16 });
  return choices;
}

/** Formats a DVD-RW: it is in restricted overwrite mode from then on. */
export function toRestricted(m: Machine, { type, subtype, blocks }: FormatRequest): boolean {
  if (!m.kind.erasable) refuse(SENSE.cannotFormat);
  if (subtype !== 0) refuse(SENSE.invalidParameter);
  if (type === QUICK_GROW) {
    if (!m.disc.restricted) refuse(SENSE.invalidParameter);
    m.disc.growing = true;
    m.save();
    return false;
  }
  if (![FULL, FULL_PACKET, QUICK].includes(type)) refuse(SENSE.invalidParameter);
  if (blocks > m.kind.capacity || blocks % m.kind.eccBlocks !== 0) refuse(SENSE.invalidParameter);
  m.endTest();
  m.current = undefined;
  m.announced = undefined;
  m.store.erase();
  Object.assign(m.disc, {
    tracks: [],
    closedSessions: 0,
    finalised: false,
    restricted: true,
    atOnceOnly: false,
  });
  m.disc.growing = type === QUICK;
  m.disc.formatted = type === QUICK ? 0 : blocks;
  m.save();
  return false;
}

/** The rules of DVD-RW in restricted overwrite mode. */
export const restricted: Family = {
  ...nothing,
  profile: () => 0x13,
  tracks(m) {
    const { growing, formatted } = m.disc;
    const free = growing ? m.kind.capacity - formatted : 0;
    return [{
      ...oneTrack(m, formatted + free),
      next: free > 0 ? formatted : undefined,
      free,
      fixedPacket: true,
    }];
  },
  disc: (m): DiscView => ({
    status: 2,
    lastSession: m.disc.growing ? 1 : 3,
    sessions: 1,
    firstTrackInLast: 1,
    lastTrackInLast: 1,
  }),
  readable: (m) => Math.max(1, m.disc.formatted),
  checkRead(m, block, count) {
    const { formatted } = m.disc;
    if (block < 0 || block + count > formatted) refuse(SENSE.outOfRange, { information: formatted });
  },
  prepareWrite(m, block, count) {
    const { formatted, growing } = m.disc;
    if (block % m.kind.eccBlocks !== 0) refuse(SENSE.notNextWritable, { information: block });
    if (count % m.kind.eccBlocks !== 0) refuse(SENSE.invalidField, { field: 7 });
    const end = growing ? m.kind.capacity : formatted;
    if (block < 0 || block + count > end) refuse(SENSE.outOfRange, { information: end });
    if (block > formatted) refuse(SENSE.notNextWritable, { information: block });
  },
  wrote(m, block, count) {
    m.disc.formatted = Math.max(m.disc.formatted, block + count);
  },
  flush: (m) => m.save(),
  close(m, closeFunction) {
    if (closeFunction !== 2) refuse(SENSE.invalidField, { field: 2 });
    m.disc.growing = false;
    m.save();
  },
  blank(m, type) {
    if (type > 1) refuse(SENSE.invalidField, { field: 1 });
    blank(m, type);
  },
  formats: minusFormats,
  format: toRestricted,
  recover(m) {
    if (!m.disc.growing) return;
    const found = alignUp(Math.min(m.store.blocks, m.kind.capacity), m.kind.eccBlocks);
    m.disc.formatted = Math.max(m.disc.formatted, found);
  },
};
