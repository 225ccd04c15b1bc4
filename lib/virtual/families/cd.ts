/**
 * CD-R and CD-RW: track at once and session at once (MMC-6 4.2).
 *
 * @module
 */

import { fromMsf } from "../bytes.ts";
import type { Family } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { PREGAP, RUN_OUT, type Track } from "../track.ts";
import { blank } from "./blanking.ts";
import { beginTrack, endSession, sequential, type SequentialRules } from "./sequential.ts";
import { capacityOf, freeSpace, incomplete, openTracks } from "./space.ts";

const rules: SequentialRules = {
  // Lead-out (6750, later 2250 blocks), lead-in (4500) and pre-gap.
  gaps: { track: PREGAP, firstSession: 11_400, session: 6_900 },
  closedDisc: SENSE.illegalMode,
  testWrite: true,
  closesTracks: false,
  checkParameters(m, track) {
    const { writeType, trackMode, dataBlockType, fixedPacket } = m.modes.write;
    const atOnce = track === undefined ? openTracks(m).at(-1)?.method : track.method;
    if (writeType === 2 && (track === undefined || track !== m.announced)) refuse(SENSE.sequence);
    if (writeType !== (atOnce === "session-at-once" ? 2 : 1)) refuse(SENSE.illegalMode);
    // Recorded session-at-once, a CD has the other fields in its cue sheet (MMC-6 7.5).
    if (writeType === 2) return;
    if ((trackMode & 0x0d) !== 0x04 || fixedPacket) refuse(SENSE.illegalMode);
    if (dataBlockType !== 8 && dataBlockType !== 10) refuse(SENSE.illegalMode);
  },
  method: () => "track-at-once",
  canRead: (_m, track) => track.closed,
  blankRead: (m, block) => block < 0 || block >= capacityOf(m) ? SENSE.outOfRange : SENSE.illegalMode,
  finalises: (m, closeFunction) => closeFunction === 2 ? m.modes.write.multiSession === 0 : undefined,
};

const common = sequential(rules);

/** The rules of CD-R and CD-RW. */
export const cd: Family = {
  ...common,
  profile: (m) => m.kind.profile,
  flush,
  // A reservation in the PMA is for packets, which this drive does not write on CD.
  reserve: () => refuse(SENSE.noReservation),
  cueSheet,
  blank,
};

function flush(m: Machine): void {
  const track = incomplete(m);
  if (track !== undefined && track.recorded > 0) endTrackAtOnce(track);
  const { announced } = m;
  if (announced !== undefined && announced.recorded === announced.reserved) {
    announced.closed = true;
    m.announced = undefined;
    m.current = undefined;
    endSession(m, m.modes.write.multiSession === 0);
    m.save();
    m.endTest();
  } else m.save();
}

/** Track at once is over when no more data comes: the drive records the run-out. */
function endTrackAtOnce(track: Track): void {
  track.runOut = RUN_OUT;
  track.closed = true;
}

/** Bytes of an entry of a cue sheet (MMC-6 6.35). */
const ENTRY = 8;
/** Data forms of mode 1: user data from the initiator, and none at all. */
const FORM_DATA = 0x10;
const FORM_NONE = 0x14;
const OUTER_FORMS: ReadonlySet<number> = new Set([0x00, 0x01, FORM_DATA, FORM_NONE]);

/** One session of one data track: lead-in, pre-gap, track, lead-out. */
function cueSheet(m: Machine, sheet: Uint8Array): void {
  const { writeType, test } = m.modes.write;
  if (m.disc.finalised) refuse(rules.closedDisc);
  if (writeType !== 2) refuse(SENSE.sequence);
  if (openTracks(m).length > 0) refuse(SENSE.sequence);
  if (sheet.length % ENTRY !== 0) refuse(SENSE.listLength);
  const first = freeSpace(m, rules.gaps) ?? refuse(SENSE.outOfRange);
  const entry = (index: number) => sheet.subarray(index * ENTRY, index * ENTRY + ENTRY);
  const [leadIn, pregap, track, leadOut] = [entry(0), entry(1), entry(2), entry(3)];
  const right = sheet.length === 4 * ENTRY &&
    isEntry(leadIn, 0, 0, OUTER_FORMS) &&
    isEntry(pregap, 1, 0, new Set([FORM_DATA, FORM_NONE])) &&
    isEntry(track, 1, 1, new Set([FORM_DATA])) &&
    isEntry(leadOut, 0xaa, 1, OUTER_FORMS) &&
    addressOf(pregap) === first - PREGAP && addressOf(track) === first;
  if (!right) refuse(SENSE.invalidParameter);
  const reserved = addressOf(leadOut) - first;
  if (reserved < 300 || first + reserved > capacityOf(m)) refuse(SENSE.invalidParameter);
  if (test) m.beginTest();
  const recorded = pregap[3] === FORM_DATA ? -PREGAP : 0;
  m.announced = beginTrack(m, { first, recorded, reserved, method: "session-at-once" });
}

function isEntry(entry: Uint8Array, track: number, index: number, forms: ReadonlySet<number>): boolean {
  const isData = (entry[0]! & 0xdf) === 0x41; // CONTROL: data, copy permitted or not; ADR 1
  return isData && entry[1] === track && entry[2] === index && forms.has(entry[3]!) && entry[4] === 0;
}

function addressOf(entry: Uint8Array): number {
  return fromMsf(entry[5]!, entry[6]!, entry[7]!);
}
