/**
 * What the state file beside a disc holds: the structure of the disc, which no plain image can hold, and what
 * the drive was told to be like.
 *
 * @module
 */

import { DEFAULT_BEHAVIOUR, type DriveBehaviour } from "./behaviour.ts";
import type { Fault } from "./faults.ts";
import { type MediumKind, readOnlyKind, VIRTUAL_MEDIA } from "./media.ts";
import type { Track } from "./track.ts";

/** How far a DVD+RW is formatted behind the scenes (MMC-6 6.21). */
export type BackgroundFormat = "none" | "stopped" | "complete";

/** Everything about a disc but its data. */
export interface DiscState {
  /** Of this format. */
  readonly version: 1;
  /** Word of the medium table, or `read-only`. */
  readonly medium: string;
  /** In the order of their addresses. */
  tracks: Track[];
  /** How many sessions are complete. */
  closedSessions: number;
  /** Nothing can be added. */
  finalised: boolean;
  /** Blocks of the formatted area, 0 before the first format. */
  formatted: number;
  /** A DVD-RW in restricted overwrite mode. */
  restricted: boolean;
  /** And its border is still growing. */
  growing: boolean;
  /** A DVD-RW that was blanked minimally: it can be recorded in one go only. */
  atOnceOnly: boolean;
  /** How far a DVD+RW is formatted. */
  background: BackgroundFormat;
  /** Somebody has left the drive with removal prevented. */
  locked: boolean;
  /** What the drive is like. */
  drive: DriveBehaviour;
  /** What is to go wrong. */
  faults: readonly Fault[];
}

/** A disc as it comes from the shop. */
export function blankState(medium: string, drive: DriveBehaviour): DiscState {
  return {
    version: 1,
    medium,
    tracks: [],
    closedSessions: 0,
    finalised: false,
    formatted: 0,
    restricted: false,
    growing: false,
    atOnceOnly: false,
    background: "none",
    locked: false,
    drive,
    faults: [],
  };
}

/** A pressed disc with these tracks, or one data track of so many blocks. */
export function pressedState(tracks: readonly Pick<Track, "first" | "recorded" | "kind">[]): DiscState {
  return {
    ...blankState("read-only", DEFAULT_BEHAVIOUR),
    tracks: tracks.map((track) => ({
      ...track,
      session: 1,
      runOut: 0,
      closed: true,
      method: "disc-at-once",
    })),
    closedSessions: 1,
    finalised: true,
  };
}

/** The medium a state is of. */
export function kindOf(state: DiscState): MediumKind {
  const last = state.tracks.at(-1);
  return VIRTUAL_MEDIA.get(state.medium) ?? readOnlyKind(last === undefined ? 0 : last.first + last.recorded);
}

/** The state file of a disc. */
export function statePath(path: string): string {
  return `${path}.state`;
}
