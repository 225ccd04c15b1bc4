/**
 * Tracks as the state file holds them.
 *
 * @module
 */

import { inWords, isRecord } from "./checks.ts";

/** How a track was or is being recorded. */
export type Method =
  /** CD, one track after the other. */
  | "track-at-once"
  /** CD, with a cue sheet. */
  | "session-at-once"
  /** DVD-R and -RW, the whole disc in one go. */
  | "disc-at-once"
  /** All else that goes from front to back. */
  | "incremental";

/** One track. Addresses and lengths in blocks. */
export interface Track {
  /** From 1. */
  readonly session: number;
  /** Logical block address of its first block. */
  readonly first: number;
  /** Recorded blocks, those included that the drive itself has padded with. */
  recorded: number;
  /** Unreadable blocks behind them that belong to the track: CD track-at-once has 2. */
  runOut: number;
  /** Blocks set aside; `undefined` for a track that ends when it is closed. */
  reserved?: number;
  /** Nothing can be added to it. */
  closed: boolean;
  /** What it holds. */
  readonly kind: "data" | "audio";
  /** How it was recorded, which decides how it can be read and gone on with. */
  readonly method: Method;
  /** The recording broke off: it cannot be read. */
  spoilt?: boolean;
}

/** Recorded with its whole session, which it cannot share or go on with later. */
export function isAtOnce({ method }: Track): boolean {
  return method === "session-at-once" || method === "disc-at-once";
}

/** Only announced, by RESERVE TRACK or SEND CUE SHEET, which record nothing themselves. */
export function isOnlyAnnounced(track: Track): boolean {
  const start = track.method === "session-at-once" ? -PREGAP : 0;
  return isAtOnce(track) && !track.closed && track.recorded === start;
}

/** The block behind a track. */
export function endOf(track: Track): number {
  return track.first + (track.reserved ?? Math.max(0, track.recorded) + track.runOut);
}

/** Blocks of a pre-gap, which lie before the first block of a track. */
export const PREGAP = 150;
/** Run-out blocks behind a track of a CD that was written at once. */
export const RUN_OUT = 2;

const KINDS: readonly unknown[] = ["data", "audio"] satisfies Track["kind"][];
const METHODS: readonly unknown[] = [
  "track-at-once",
  "session-at-once",
  "disc-at-once",
  "incremental",
] satisfies Method[];

/** What is wrong with a list of tracks from a file; `undefined` when nothing is. */
export function tracksFlaw(tracks: readonly unknown[]): string | undefined {
  let previous: Track | undefined;
  for (const [index, track] of tracks.entries()) {
    const flaw = trackFlaw(track) ?? placeFlaw(track as Track, previous);
    if (flaw !== undefined) return `track ${index + 1} ${flaw}`;
    previous = track as Track;
  }
  return undefined;
}

function trackFlaw(track: unknown): string | undefined {
  if (!isRecord(track)) return "is not one";
  const ranges: Record<string, [least: number, most: number]> = {
    session: [1, 0xffff],
    first: [0, Infinity],
    recorded: [track.method === "session-at-once" ? -PREGAP : 0, Infinity],
    runOut: [0, RUN_OUT],
    ...(track.reserved === undefined ? {} : { reserved: [1, Infinity] }),
  };
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const value = track[name];
    const fits = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
    if (!fits) return `has ${inWords(value)} for ${name}`;
  }
  if (typeof track.closed !== "boolean") return `has ${inWords(track.closed)} for closed`;
  if (!["boolean", "undefined"].includes(typeof track.spoilt)) {
    return `has ${inWords(track.spoilt)} for spoilt`;
  }
  if (!KINDS.includes(track.kind)) return `has ${inWords(track.kind)} for kind`;
  if (!METHODS.includes(track.method)) return `has ${inWords(track.method)} for method`;
  return undefined;
}

/** Tracks and sessions follow one another, and only the last track may be without an end. */
function placeFlaw(track: Track, previous: Track | undefined): string | undefined {
  const { session, first, recorded, reserved = Infinity } = track;
  if (recorded > reserved) return "holds more than it was given";
  if (previous === undefined) return session === 1 ? undefined : "is of no session";
  if (session !== previous.session && session !== previous.session + 1) return "is of no session";
  if (!previous.closed && previous.reserved === undefined) return "follows one without an end";
  return first < endOf(previous) ? "lies over the one before it" : undefined;
}
