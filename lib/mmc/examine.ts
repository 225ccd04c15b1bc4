/**
 * What lies in a drive. Drives lie, each in its own place, so every number is taken from where the family's
 * drives are known to tell it, checked, and otherwise from the next best place.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { DiscInformation } from "./disc_information.ts";
import type { Drive } from "./drive.ts";
import { baseSpeed, familyOf, fromDriveSpeed, isRewritable } from "./families.ts";
import { mediaId } from "./media_id.ts";
import type { MediumState, MediumSummary } from "./medium.ts";
import { overwriteableSpace } from "./overwriteable_space.ts";
import { PROFILE, profileName } from "./profiles.ts";
import { sequentialSpace } from "./sequential_space.ts";
import { endOfTracks, readTracks } from "./tracks.ts";
import { isAtWork, isWithoutMedium, waitUntilReady } from "./wait.ts";

/** How much of a medium is in use. */
export type Space = Pick<MediumSummary, "state" | "capacity" | "free" | "nextWritable">;

/** How long a disc may take to spin up, in milliseconds. */
const SPIN_UP = 120_000;

/** Additional sense codes of a medium that is there, but blank, not formatted or not known. */
const STRANGE_MEDIUM: readonly number[] = [0x30, 0x31, 0x57, 0x64];

/**
 * Examines the medium in a drive, waiting for it to spin up where it has to.
 *
 * @param stopped ends the wait with a StoppedError
 * @returns `undefined` when there is no medium
 * @throws {DeviceError} when the drive cannot tell
 */
export function examineMedium(drive: Drive, stopped: () => boolean = () => false): MediumSummary | undefined {
  if (!hasMedium(drive, stopped)) return undefined;
  const { profile } = drive.configuration();
  const family = familyOf(profile);
  const disc = attempt(() => drive.discInformation());
  const tracks = readTracks(drive, profile, disc);
  const space = family === "overwriteable" || family === "dvd-minus-overwrite"
    ? overwriteableSpace(drive, profile)
    : isSequential(family)
    ? sequentialSpace(drive, profile, stateOf(disc), disc, tracks)
    : readOnlySpace(endOfTracks(tracks));
  return {
    name: profileName(profile),
    profile,
    family,
    ...space,
    erasable: isRewritable(profile),
    sessions: sessionsOf(disc, space.state),
    tracks: space.state === "unformatted" ? [] : tracks,
    writeSpeeds: family === "read-only" ? [] : writeSpeeds(drive, profile),
    baseSpeed: baseSpeed(profile),
    mediaId: mediaId(drive, profile),
  };
}

// Only TEST UNIT READY knows: after an eject some drives go on answering for the disc that is gone.
function hasMedium(drive: Drive, stopped: () => boolean): boolean {
  const sense = drive.ready();
  if (sense === undefined) return true;
  if (isWithoutMedium(sense)) return false;
  if (isAtWork(sense)) {
    waitUntilReady(drive, { timeout: SPIN_UP, what: "make the disc ready", becoming: true, stopped });
    return true;
  }
  if (STRANGE_MEDIUM.includes(sense.asc) && drive.configuration().profile !== PROFILE.none) return true;
  waitUntilReady(drive, { timeout: 0, what: "use the disc" });
  return true;
}

function isSequential(family: MediumSummary["family"]): boolean {
  return family === "cd" || family === "dvd-minus" || family === "dvd-plus" || family === "bd-r";
}

function stateOf(disc: DiscInformation | undefined): MediumState {
  if (disc?.status === "empty") return "blank";
  return disc?.status === "appendable" ? "appendable" : "closed";
}

function readOnlySpace(capacity: number): Space {
  return { state: "closed", capacity, free: 0, nextWritable: undefined };
}

// Drives count a session that has been begun but holds nothing.
function sessionsOf(disc: DiscInformation | undefined, state: MediumState): number {
  if (state === "blank" || state === "unformatted") return 0;
  if (disc === undefined) return 1;
  return Math.max(0, disc.sessions - (disc.status === "appendable" && disc.lastSession === "empty" ? 1 : 0));
}

function writeSpeeds(drive: Drive, profile: number): number[] {
  const offered = attempt(() => drive.performance())?.map(({ write }) => write).filter((speed) => speed > 0);
  const speeds = offered !== undefined && offered.length > 0 ? offered : speedsOfPage(drive);
  return [...new Set(speeds.map((speed) => fromDriveSpeed(profile, speed)))].sort((a, b) => b - a);
}

function speedsOfPage(drive: Drive): readonly number[] {
  const page = attempt(() => drive.capabilities());
  if (page === undefined) return [];
  if (page.writeSpeeds.length > 0) return page.writeSpeeds;
  return page.maxWriteSpeed > 0 ? [page.maxWriteSpeed] : [];
}
