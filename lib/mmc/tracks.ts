/**
 * The tracks of a disc: where each lies and how much of it is recorded.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { DiscInformation } from "./disc_information.ts";
import type { Drive } from "./drive.ts";
import { isCd } from "./families.ts";
import type { TrackSummary } from "./medium.ts";
import type { SessionToc, Toc, TocTrack } from "./read_toc.ts";
import type { TrackInformation } from "./track_information.ts";

/** More tracks than this are not asked for one by one. */
const MOST_TRACKS = 1000;

/** The control bit that tells data from audio. */
const DATA = 4;

/** Blocks of lead-out, lead-in and gap between two sessions of a CD: the first one's are longer. */
const BETWEEN_SESSIONS = { first: 11_400, later: 6_900 } as const;

/** The tracks that hold something, in their order. */
export function readTracks(
  drive: Drive,
  profile: number,
  disc: DiscInformation | undefined,
): readonly TrackSummary[] {
  if (disc?.status === "empty") return [];
  const toc = isCd(profile) ? attempt(() => drive.toc()) : undefined;
  const tracks: TrackSummary[] = [];
  for (const number of trackNumbers(disc, toc)) {
    const track = attempt(() => drive.trackInformation(number));
    if (track === undefined) break;
    const summary = summarise(track, number, isCd(profile) ? controlOf(toc, number, track) : DATA);
    if (summary.blocks > 0) tracks.push(summary);
  }
  if (tracks.length > 0 || disc?.status === "appendable") return tracks;
  return toc === undefined ? wholeMedium(drive) : tracksOfToc(drive, toc);
}

/** The address behind the last recorded block; 0 when nothing is recorded. */
export function endOfTracks(tracks: readonly TrackSummary[]): number {
  return tracks.reduce((end, { first, blocks }) => Math.max(end, first + blocks), 0);
}

function trackNumbers(disc: DiscInformation | undefined, toc: Toc | undefined): number[] {
  const first = Math.max(1, disc?.firstTrack ?? toc?.first ?? 1);
  const last = Math.max(first, disc?.lastTrackInLastSession ?? toc?.last ?? first);
  return Array.from({ length: Math.min(MOST_TRACKS, last - first + 1) }, (_, index) => first + index);
}

function summarise(track: TrackInformation, number: number, control: number): TrackSummary {
  return {
    number,
    session: track.session,
    first: track.start,
    blocks: recordedBlocks(track),
    kind: (control & DATA) !== 0 ? "data" : "audio",
    open: track.nextWritable !== undefined,
  };
}

function recordedBlocks(track: TrackInformation): number {
  const { start, size, nextWritable, lastRecorded } = track;
  if (track.blank) return 0;
  if (nextWritable !== undefined && nextWritable > start) return nextWritable - start;
  const recorded = lastRecorded === undefined ? 0 : lastRecorded + 1 - start;
  if (nextWritable !== undefined) return Math.max(0, recorded);
  // Some drives vouch for a last recorded address that is behind the track, or is nothing at all.
  return recorded > 0 && recorded <= size ? recorded : size;
}

function controlOf(toc: Toc | undefined, number: number, track: TrackInformation): number {
  return toc?.tracks.find((entry) => entry.number === number)?.control ?? track.mode;
}

// Plain readers know no READ TRACK INFORMATION. This is what is left of CDs then,
function tracksOfToc(drive: Drive, toc: Toc): TrackSummary[] {
  const last = attempt(() => drive.sessionToc());
  const end = toc.leadOut ?? attempt(() => drive.capacity()) ?? 0;
  return toc.tracks.map((track, index) => ({
    number: track.number,
    session: last !== undefined && track.number >= last.track ? last.last : 1,
    first: track.start,
    blocks: Math.max(0, endInToc(toc.tracks[index + 1], end, last) - track.start),
    kind: (track.control & DATA) !== 0 ? "data" : "audio",
    open: false,
  }));
}

// and this of all other media.
function wholeMedium(drive: Drive): TrackSummary[] {
  const blocks = attempt(() => drive.capacity()) ?? 0;
  return blocks > 1 ? [{ number: 1, session: 1, first: 0, blocks, kind: "data", open: false }] : [];
}

function endInToc(next: TocTrack | undefined, end: number, last: SessionToc | undefined): number {
  if (next === undefined) return end;
  if (last === undefined || next.number !== last.track || last.last < 2) return next.start;
  return next.start - (last.last === 2 ? BETWEEN_SESSIONS.first : BETWEEN_SESSIONS.later);
}
