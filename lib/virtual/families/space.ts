/**
 * Where tracks lie on a medium that is recorded from front to back, and where the next one may begin.
 *
 * @module
 */

import type { DiscView, TrackView } from "../family.ts";
import type { Machine } from "../machine.ts";
import { endOf, isAtOnce, isOnlyAnnounced, type Track } from "../track.ts";

/** Distances of one family, in blocks. */
export interface Gaps {
  /** Between a track and the next one of its session. */
  readonly track: number;
  /** Between the first session and the second. */
  readonly firstSession: number;
  /** Between later sessions. */
  readonly session: number;
}

/** The next multiple. */
export function alignUp(blocks: number, multiple: number): number {
  return Math.ceil(blocks / multiple) * multiple;
}

/** Blocks of the medium as it was formatted. */
export function capacityOf(m: Machine): number {
  return m.disc.formatted > 0 ? m.disc.formatted : m.kind.capacity;
}

/** The track that takes whatever is left of the disc, if one has been begun. */
export function incomplete(m: Machine): Track | undefined {
  const last = m.disc.tracks.at(-1);
  return last !== undefined && !last.closed && last.reserved === undefined ? last : undefined;
}

/** The session that can be added to. */
export function openSession(m: Machine): number {
  return m.disc.closedSessions + 1;
}

/** Tracks of the session that can be added to. */
export function openTracks(m: Machine): Track[] {
  return m.disc.tracks.filter((track) => track.session === openSession(m));
}

/** Where the next track would begin; `undefined` when none can. */
export function freeSpace(m: Machine, gaps: Gaps): number | undefined {
  if (m.disc.finalised || incomplete(m) !== undefined) return undefined;
  const last = m.disc.tracks.at(-1);
  if (last === undefined) return 0;
  // It fills its session: nothing can follow before that is closed, even if the recording broke off.
  if (last.session === openSession(m) && isAtOnce(last)) return undefined;
  const gap = last.session === openSession(m)
    ? gaps.track
    : last.session === 1
    ? gaps.firstSession
    : gaps.session;
  const first = alignUp(endOf(last), m.kind.eccBlocks) + gap;
  return first < capacityOf(m) ? first : undefined;
}

/** All tracks as they are described, the invisible one last. */
export function viewTracks(m: Machine, gaps: Gaps): TrackView[] {
  const { tracks } = m.disc;
  const views = tracks.map((track, index) => viewTrack(m, track, index + 1));
  const first = freeSpace(m, gaps);
  if (first === undefined) return views;
  const free = capacityOf(m) - first;
  views.push({
    ...viewTrack(m, { ...BLANK_TRACK, session: openSession(m), first }, tracks.length + 1),
    size: free,
    free,
  });
  return views;
}

const BLANK_TRACK: Track = {
  session: 1,
  first: 0,
  recorded: 0,
  runOut: 0,
  closed: false,
  kind: "data",
  method: "incremental",
};

function viewTrack(m: Machine, track: Track, number: number): TrackView {
  const { first, recorded, reserved, closed } = track;
  const end = reserved === undefined ? capacityOf(m) : first + reserved;
  const size = closed || reserved !== undefined ? endOf(track) - first : end - first;
  const next = closed || first + recorded >= end ? undefined : first + recorded;
  return {
    number,
    session: track.session,
    first,
    size,
    next,
    free: next === undefined ? 0 : end - next,
    // Drives do not tell it of a CD, so that run-out blocks look like data.
    lastRecorded: recorded > 0 && m.kind.eccBlocks > 1 ? first + recorded - 1 : undefined,
    blank: recorded <= 0,
    reserved: reserved !== undefined && !closed,
    packet: track.method === "incremental",
    fixedPacket: false,
    packetSize: m.kind.eccBlocks,
    damaged: track.spoilt === true,
    audio: track.kind === "audio",
    inToc: track.session <= m.disc.closedSessions,
  };
}

/** The disc as it is described. */
export function viewDisc(m: Machine, gaps: Gaps): DiscView {
  const { finalised, closedSessions, tracks } = m.disc;
  const views = viewTracks(m, gaps);
  const last = finalised ? closedSessions : openSession(m);
  const inLast = views.filter((view) => view.session === last);
  const number = tracks.length + 1;
  return {
    status: finalised ? 2 : tracks.every(isOnlyAnnounced) ? 0 : 1,
    lastSession: finalised ? 3 : openTracks(m).every(isOnlyAnnounced) ? 0 : 1,
    sessions: last,
    firstTrackInLast: inLast[0]?.number ?? number,
    lastTrackInLast: inLast.at(-1)?.number ?? number,
  };
}

/** Blocks up to the end of the last complete session. */
export function closedBlocks(m: Machine): number {
  const complete = m.disc.tracks.filter((track) => track.session <= m.disc.closedSessions);
  return complete.length === 0 ? 1 : endOf(complete.at(-1)!);
}
