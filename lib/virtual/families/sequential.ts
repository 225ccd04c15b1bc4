/**
 * Media that are recorded from front to back: what CD, DVD-R, DVD-RW, DVD+R and BD-R have in common.
 *
 * @module
 */

import { type Family, nothing } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE, type SenseCode } from "../sense.ts";
import { endOf, isAtOnce, isOnlyAnnounced, type Track } from "../track.ts";
import {
  alignUp,
  capacityOf,
  closedBlocks,
  freeSpace,
  type Gaps,
  incomplete,
  openSession,
  openTracks,
  viewDisc,
  viewTracks,
} from "./space.ts";

/** What differs among them. */
export interface SequentialRules {
  /** Distances between tracks and sessions. */
  readonly gaps: Gaps;
  /** How a write to a finalised disc is refused. */
  readonly closedDisc: SenseCode;
  /** The drive can rehearse with its laser low (mode page 05h, TEST WRITE). */
  readonly testWrite: boolean;
  /** Closing the session closes its tracks too. */
  readonly closesTracks: boolean;
  /** Refuses when the write parameters do not fit the track; `undefined` for one that is to begin. */
  checkParameters(m: Machine, track: Track | undefined): void;
  /** How a track that begins now is recorded. */
  method(m: Machine): Track["method"];
  /** Whether what is recorded of a track can be read now. */
  canRead(m: Machine, track: Track): boolean;
  /** How the read of a block that is not recorded is refused. */
  blankRead(m: Machine, block: number): SenseCode;
  /** CLOSE TRACK/SESSION with this function closes the session: whether it finalises; `undefined` when unknown. */
  finalises(m: Machine, closeFunction: number): boolean | undefined;
}

/** Makes the rules complete. */
export function sequential(rules: SequentialRules): Omit<Family, "profile"> {
  return {
    ...nothing,
    tracks: (m) => viewTracks(m, rules.gaps),
    disc: (m) => viewDisc(m, rules.gaps),
    readable: closedBlocks,
    checkRead: (m, block, count) => checkRead(m, rules, block, count),
    prepareWrite: (m, block, count) => prepareWrite(m, rules, block, count),
    wrote: (m, _block, count) => wrote(m, count),
    flush: padTracks,
    spoil(m) {
      if (m.current === undefined) return;
      m.current.spoilt = true;
      m.current.closed = true;
      m.announced = undefined;
      m.current = undefined;
      m.save();
    },
    close: (m, closeFunction, track) => close(m, rules, closeFunction, track),
    reserve: (m, blocks) => reserveTrack(m, rules, blocks, "incremental"),
    recover,
  };
}

function checkRead(m: Machine, rules: SequentialRules, block: number, count: number): void {
  const { tracks } = m.disc;
  const end = block + count;
  let at = block;
  for (let i = 0; i < tracks.length && at < end; i++) {
    const track = tracks[i]!;
    if (at < track.first || at >= track.first + track.recorded) continue;
    const unsettled = m.behaviour.needsReload && i >= m.settledTracks;
    if (track.kind === "audio" || unsettled) refuse(SENSE.illegalMode, { information: at });
    if (track.spoilt === true) refuse(SENSE.readError, { information: at });
    if (!rules.canRead(m, track)) break;
    at = track.first + track.recorded;
  }
  if (at < end) refuse(rules.blankRead(m, at), { information: at });
}

function prepareWrite(m: Machine, rules: SequentialRules, block: number, count: number): void {
  const { current } = m;
  const goesOn = current !== undefined && !current.closed && current.first + current.recorded === block;
  const track = goesOn ? current : startWriting(m, rules, block, count);
  const reserved = track.reserved;
  if (reserved === undefined) {
    if (block + count > capacityOf(m)) refuse(SENSE.outOfRange, { information: capacityOf(m) });
  } else if (block + count > track.first + reserved) {
    refuse(SENSE.endOfTrack, { information: track.first + reserved });
  }
  m.current = track;
}

/** The track a write goes to that does not simply go on. */
function startWriting(m: Machine, rules: SequentialRules, block: number, count: number): Track {
  if (m.disc.finalised) refuse(rules.closedDisc);
  if (rules.testWrite && m.modes.write.test) m.beginTest();
  const track = trackFor(m, block);
  rules.checkParameters(m, track);
  if (track !== undefined) {
    if (track.first + track.recorded !== block) refuse(SENSE.notNextWritable, { information: block });
    return track;
  }
  const first = freeSpace(m, rules.gaps) ?? refuse(SENSE.outOfRange, { information: block });
  if (block !== first) refuse(SENSE.notNextWritable, { information: block });
  if (block + count > capacityOf(m)) refuse(SENSE.outOfRange, { information: capacityOf(m) });
  return beginTrack(m, { first, recorded: 0, method: rules.method(m) });
}

function trackFor(m: Machine, block: number): Track | undefined {
  const reserved = m.disc.tracks.find((track) =>
    !track.closed && track.reserved !== undefined &&
    block >= track.first + Math.min(0, track.recorded) && block < track.first + track.reserved
  );
  return reserved ?? incomplete(m);
}

/** Adds a track to the session that is open, and writes that down. */
export function beginTrack(
  m: Machine,
  track: Pick<Track, "first" | "recorded" | "method"> & { readonly reserved?: number },
): Track {
  const begun: Track = { ...track, session: openSession(m), runOut: 0, closed: false, kind: "data" };
  // Whatever the file holds behind the last track is not on the disc.
  if (!m.testing) m.store.erase(begun.first);
  m.disc.tracks.push(begun);
  m.save();
  return begun;
}

function wrote(m: Machine, count: number): void {
  const { current } = m;
  if (current === undefined) return;
  const inPregap = current.recorded < 0;
  current.recorded += count;
  // Of a pre-gap the data file tells nothing.
  if (inPregap) m.save();
}

/** The drive fills up its last ECC blocks. */
export function padTracks(m: Machine): void {
  for (const track of m.disc.tracks) {
    if (track.closed || track.recorded <= 0) continue;
    track.recorded = alignUp(track.recorded, m.kind.eccBlocks);
  }
  m.save();
}

/** Sets blocks aside for a track. */
export function reserveTrack(
  m: Machine,
  rules: SequentialRules,
  blocks: number,
  method: Track["method"],
): Track {
  if (m.disc.finalised) refuse(rules.closedDisc);
  const first = freeSpace(m, rules.gaps) ?? refuse(SENSE.noReservation);
  const reserved = alignUp(blocks, m.kind.eccBlocks);
  if (blocks === 0 || first + reserved > capacityOf(m)) refuse(SENSE.invalidField, { field: 5 });
  return beginTrack(m, { first, recorded: 0, method, reserved });
}

function close(m: Machine, rules: SequentialRules, closeFunction: number, number: number): void {
  if (m.disc.finalised) refuse(rules.closedDisc);
  const whole = m.announced;
  m.family.flush(m);
  // The last data of a recording that ends by itself was still on its way.
  if (whole !== undefined && m.announced === undefined) return;
  if (closeFunction === 1) closeTrack(m, number);
  else {
    const finalises = rules.finalises(m, closeFunction) ?? refuse(SENSE.invalidField, { field: 2 });
    closeSession(m, rules, finalises);
  }
  m.current = undefined;
  m.save();
  m.endTest();
}

function closeTrack(m: Machine, number: number): void {
  const track = m.disc.tracks[number - 1] ?? refuse(SENSE.invalidField, { field: 4 });
  if (track === m.announced) refuse(SENSE.incompleteSession);
  if (track.recorded <= 0) refuse(SENSE.reservedTrackOpen);
  track.closed = true;
}

function closeSession(m: Machine, rules: SequentialRules, finalises: boolean): void {
  const tracks = openTracks(m);
  if (tracks.length === 0 && !finalises) refuse(SENSE.sequence);
  if (tracks.length === 0 && m.disc.closedSessions === 0) refuse(SENSE.sequence);
  for (const track of tracks) {
    if (track.closed) continue;
    if (track.reserved !== undefined && track.recorded <= 0) refuse(SENSE.reservedTrackOpen);
    if (!rules.closesTracks) refuse(SENSE.incompleteSession);
  }
  for (const track of tracks) track.closed = true;
  endSession(m, finalises);
}

/** The session is complete. */
export function endSession(m: Machine, finalises: boolean): void {
  if (openTracks(m).length > 0) m.disc.closedSessions++;
  m.disc.finalised = finalises;
}

/** Takes the length of the data file for what the last drive could not write down. */
function recover(m: Machine): void {
  const last = m.disc.tracks.at(-1);
  if (last === undefined || last.closed) return;
  if (isOnlyAnnounced(last) && m.store.blocks <= last.first) {
    m.disc.tracks.pop();
    return;
  }
  const end = last.reserved === undefined ? capacityOf(m) : endOf(last);
  const found = alignUp(Math.min(m.store.blocks, end) - last.first, m.kind.eccBlocks);
  last.recorded = Math.max(last.recorded, found);
  if (!isAtOnce(last)) return;
  // What had to be recorded in one go cannot be gone on with.
  last.spoilt = true;
  last.closed = true;
}
