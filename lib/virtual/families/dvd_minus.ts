/**
 * DVD-R and DVD-RW recorded sequentially: incremental and disc at once (MMC-6 4.3).
 *
 * @module
 */

import type { Family } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { blank } from "./blanking.ts";
import { minusFormats, toRestricted } from "./restricted.ts";
import { endSession, padTracks, reserveTrack, sequential, type SequentialRules } from "./sequential.ts";
import { endOf, type Track } from "../track.ts";

/** Track modes of a DVD: data, recorded incrementally (MMC-6 7.5), and without that bit, which hosts leave out too. */
const TRACK_MODES: readonly number[] = [5, 4];

const rules: SequentialRules = {
  // Border-out and border-in: the first is the longer one.
  gaps: { track: 0, firstSession: 28_672, session: 9_216 },
  closedDisc: SENSE.closedDisc,
  testWrite: true,
  closesTracks: false,
  checkParameters(m, track) {
    const { writeType, trackMode, dataBlockType } = m.modes.write;
    if (writeType === 1 || !TRACK_MODES.includes(trackMode) || dataBlockType !== 8) refuse(SENSE.illegalMode);
    if (writeType === 2 && (track === undefined || track !== m.announced)) refuse(SENSE.sequence);
    if (writeType === 0) requireIncremental(m, track);
  },
  method: () => "incremental",
  canRead: (_m, track) => track.closed || track.method === "incremental",
  blankRead: (m, block) => isBehind(m, block) ? SENSE.outOfRange : SENSE.readError,
  finalises(m, closeFunction) {
    if (closeFunction === 3) return true;
    return closeFunction === 2 ? m.modes.write.multiSession === 0 : undefined;
  },
};

/** A DVD-RW that was blanked minimally can only be recorded in one go, as can what was announced so. */
function requireIncremental(m: Machine, track: Track | undefined): void {
  if (m.disc.atOnceOnly || track?.method === "disc-at-once") refuse(SENSE.illegalMode);
}

/** Whether a block is behind everything that was recorded or reserved. */
export function isBehind(m: Machine, block: number): boolean {
  const last = m.disc.tracks.at(-1);
  if (last === undefined || block < 0) return true;
  return block >= (last.closed || last.reserved !== undefined ? endOf(last) : last.first + last.recorded);
}

/** The rules of DVD-R and of DVD-RW while it is sequential. */
export const dvdMinus: Family = {
  ...sequential(rules),
  profile: (m) => m.kind.profile,
  flush,
  reserve(m, blocks) {
    const { writeType, test } = m.modes.write;
    if (test) m.beginTest();
    if (writeType !== 2) {
      requireIncremental(m, undefined);
      return void reserveTrack(m, rules, blocks, "incremental");
    }
    if (m.disc.tracks.length > 0) refuse(SENSE.noReservation);
    m.announced = reserveTrack(m, rules, blocks, "disc-at-once");
  },
  blank,
  formats: minusFormats,
  format: toRestricted,
};

function flush(m: Machine): void {
  padTracks(m);
  const { announced } = m;
  if (announced === undefined || announced.recorded !== announced.reserved) return;
  // Disc at once ends by itself, and nothing can follow.
  announced.closed = true;
  m.announced = undefined;
  m.current = undefined;
  endSession(m, true);
  m.save();
  m.endTest();
}
