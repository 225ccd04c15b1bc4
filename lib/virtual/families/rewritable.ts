/**
 * Media where any block can be recorded at any time once they are formatted: DVD+RW, DVD-RAM, BD-RE.
 *
 * @module
 */

import { type Family, type FormatChoice, type FormatRequest, nothing } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { oneSession, oneTrack } from "./one_track.ts";

const FULL = 0x00;
const PLUS_RW = 0x26;
const BD_SPARES = 0x30;
const BD_WITHOUT_SPARES = 0x31;
/** Type dependent parameter of a DVD+RW format: go on where it was stopped. */
const RESTART = 0x01;

/** The rules of DVD+RW, DVD-RAM and BD-RE. */
export const rewritable: Family = {
  ...nothing,
  profile: (m) => m.kind.profile,
  tracks: (m) => [oneTrack(m, m.disc.formatted)],
  disc: (m) => oneSession(m.disc.formatted > 0, isRam(m) && m.disc.formatted > 0 ? 3 : undefined),
  readable: (m) => Math.max(1, m.disc.formatted),
  checkRead: checkAddress,
  prepareWrite: checkAddress,
  wrote() {},
  flush() {},
  close(m, closeFunction) {
    // Only a background format can be ended: 0 stops it, 2 makes the disc readable elsewhere first.
    if (!isPlus(m)) refuse(SENSE.incompatibleMedium);
    if (closeFunction !== 0 && closeFunction !== 2) refuse(SENSE.invalidField, { field: 2 });
    m.time.stop();
    m.save();
  },
  formats,
  format,
};

function isPlus(m: Machine): boolean {
  return m.kind.profile === 0x1a;
}

function isRam(m: Machine): boolean {
  return m.kind.profile === 0x12;
}

function checkAddress(m: Machine, block: number, count: number): void {
  const { formatted } = m.disc;
  if (formatted === 0) refuse(SENSE.unformatted);
  if (block < 0 || block + count > formatted) refuse(SENSE.outOfRange, { information: formatted });
}

function formats(m: Machine): FormatChoice[] {
  const { capacity, sparedCapacity = capacity } = m.kind;
  if (isPlus(m)) {
    return [FULL, PLUS_RW].map((type) => ({
      blocks: capacity,
      type,
      parameter: type === FULL ? 2048 : 0,
    }));
  }
  if (isRam(m)) {
    return [sparedCapacity, capacity].map((blocks) => ({ blocks, type: FULL, parameter: 2048 }));
  }
  return [
    { blocks: sparedCapacity, type: FULL, parameter: 2048 },
    { blocks: sparedCapacity, type: BD_SPARES, parameter: 0 },
    { blocks: capacity, type: BD_WITHOUT_SPARES, parameter: 0 },
  ];
}

function format(m: Machine, request: FormatRequest): boolean {
  const fits = formats(m).filter(({ type }) => type === request.type);
  if (fits.length === 0) refuse(SENSE.invalidParameter);
  // Only this type leaves a choice: how thoroughly the disc is checked.
  if (request.subtype !== 0 && request.type !== BD_SPARES) refuse(SENSE.invalidParameter);
  if (isPlus(m)) return formatBehind(m, request);
  const chosen = fits.find(({ blocks }) => blocks === request.blocks) ?? refuse(SENSE.invalidParameter);
  m.store.erase();
  m.disc.formatted = chosen.blocks;
  m.save();
  return false;
}

/** A DVD+RW can be used while the rest of it is formatted (MMC-6 6.4). */
function formatBehind(m: Machine, { blocks, type, parameter }: FormatRequest): boolean {
  const restart = type === PLUS_RW && (parameter & RESTART) !== 0;
  // The whole disc, however its size is told.
  if (![0, 0xffffffff, m.kind.capacity].includes(blocks)) refuse(SENSE.invalidParameter);
  if (restart && m.disc.background !== "stopped") refuse(SENSE.invalidParameter);
  if (!restart) m.store.erase();
  m.disc.formatted = m.kind.capacity;
  m.disc.background = m.behaviour.longFormat > 0 ? "stopped" : "complete";
  m.save();
  return true;
}
