/**
 * The track that is being recorded, as the drive sees it.
 *
 * @module
 */

import { DeviceError } from "../../../errors.ts";
import { attempt } from "../../../scsi/attempt.ts";
import type { Drive } from "../../../mmc/drive.ts";
import type { TrackInformation } from "../../../mmc/track_information.ts";
import type { RecipeJob, Written } from "../../recipe.ts";
import { isRefusal } from "./refused.ts";

/** The last track of the last session: the one that is recorded next, on all media but CDs. */
export function lastTrack(drive: Drive): TrackInformation {
  return drive.trackInformation(drive.discInformation().lastTrackInLastSession);
}

/** The track that a CD is recorded to next; drives that do not know it by that name have it last. */
export function invisibleTrack(drive: Drive): TrackInformation {
  try {
    return drive.trackInformation("invisible");
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return lastTrack(drive);
  }
}

/** The track that was recorded: drives may count an empty one behind it. */
export function recordedTrack(drive: Drive, { firstBlock }: Written): TrackInformation {
  return attempt(() => drive.trackOfBlock(firstBlock)) ?? lastTrack(drive);
}

/** Where a track goes on. A drive that does not vouch for an address was perhaps clearer when it was examined. */
export function nextAddress({ drive: { name }, medium }: RecipeJob, track: TrackInformation): number {
  const address = track.nextWritable ?? medium.nextWritable;
  if (address !== undefined) return address;
  throw new DeviceError(
    name,
    `Cannot record on the ${medium.name} in ${name}: the drive does not say where it goes on`,
    {},
    { hint: "use another disc, or try this one in another drive" },
  );
}

/** A session that was left open is gone on with, which readers that look for the last session do not expect. */
export function tellOpenSession(job: RecipeJob): void {
  if (attempt(() => job.drive.discInformation())?.lastSession !== "incomplete") return;
  const session = "a session that an earlier recording has left open";
  job.tell({
    event: "notice",
    message: `The disc holds ${session}: what is recorded now becomes a part of it`,
  });
}

/** Whether a drive says of a track that it has data and takes more. */
export function isOpen({ blank, nextWritable, start }: TrackInformation): boolean {
  return !blank && nextWritable !== undefined && nextWritable > start;
}
