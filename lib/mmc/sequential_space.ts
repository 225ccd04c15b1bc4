/**
 * How much of a medium that is recorded from its begin to its end is in use: CD-R/RW, DVD-R/-RW, DVD+R, BD-R.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { DiscInformation } from "./disc_information.ts";
import type { Drive } from "./drive.ts";
import type { Space } from "./examine.ts";
import { isCd } from "./families.ts";
import type { MediumState, TrackSummary } from "./medium.ts";
import { blockOfMsf } from "./msf.ts";
import { endOfTracks } from "./tracks.ts";
import type { TrackInformation } from "./track_information.ts";

/** Reads it from the track that is written next. */
export function sequentialSpace(
  drive: Drive,
  profile: number,
  state: MediumState,
  disc: DiscInformation | undefined,
  tracks: readonly TrackSummary[],
): Space {
  const recorded = endOfTracks(tracks);
  const known = mediumBlocks(drive, profile, disc);
  if (state === "closed") {
    return { state, capacity: recorded > 0 ? recorded : known, free: 0, nextWritable: undefined };
  }
  const track = openTrack(drive, disc);
  // A blank disc is written from block 0 on, also where the drive does not say so.
  const nextWritable = track?.nextWritable ?? (state === "blank" ? track?.start ?? 0 : undefined);
  if (nextWritable === undefined) {
    return { state, capacity: Math.max(recorded, known), free: 0, nextWritable };
  }
  const free = track !== undefined && track.free > 0 ? track.free : Math.max(0, known - nextWritable);
  return { state, capacity: nextWritable + free, free, nextWritable };
}

// Drives differ in whether they know the next track by FFh or only by its number.
function openTrack(drive: Drive, disc: DiscInformation | undefined): TrackInformation | undefined {
  let seen: TrackInformation | undefined;
  for (const number of ["invisible", disc?.lastTrackInLastSession ?? 1] as const) {
    const track = attempt(() => drive.trackInformation(number));
    if (track?.nextWritable !== undefined) return track;
    seen ??= track;
  }
  return seen;
}

// What the medium itself says of its size; 0 when it does not.
function mediumBlocks(drive: Drive, profile: number, disc: DiscInformation | undefined): number {
  if (!isCd(profile)) {
    const [now] = attempt(() => drive.formatCapacities()) ?? [];
    return now === undefined || now.state === "none" ? 0 : now.blocks;
  }
  const atip = attempt(() => drive.atip());
  if (atip !== undefined) return Math.max(0, blockOfMsf(atip.leadOut));
  return blockOfLeadOut(disc?.lastLeadOut);
}

// Hours, minutes, seconds, frames; all ones when the drive does not know.
function blockOfLeadOut(lastLeadOut: number | undefined): number {
  if (lastLeadOut === undefined || lastLeadOut > 0x00ff_ffff) return 0;
  const minute = lastLeadOut >> 16;
  const [second, frame] = [lastLeadOut >> 8 & 0xff, lastLeadOut & 0xff];
  return minute >= 90 || second >= 60 || frame >= 75 ? 0 : Math.max(0, blockOfMsf({ minute, second, frame }));
}
