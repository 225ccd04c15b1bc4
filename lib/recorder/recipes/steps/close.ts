/**
 * Closing tracks and sessions (MMC-6 6.3).
 *
 * @module
 */

import { attempt } from "../../../scsi/attempt.ts";
import { CLOSE } from "../../../mmc/close_track.ts";
import type { TrackInformation } from "../../../mmc/track_information.ts";
import { firstAccepted, isRefusal } from "./refused.ts";
import { isOpen } from "./tracks.ts";
import { sendLong, type Waiter } from "./waiting.ts";

/** Closes a track: what is in it can be read. One that the drive has closed by itself is left as it is. */
export function closeTrack(waiter: Waiter, { track }: TrackInformation): void {
  try {
    sendLong(waiter, "close the track", (immediate) => waiter.drive.closeTrack(track, immediate));
  } catch (error) {
    if (!isRefusal(error) || isOpen(waiter.drive.trackInformation(track))) throw error;
  }
}

/** Closes the session; on CD and DVD-R mode page 05h says whether the disc stays appendable. */
export function closeSession(waiter: Waiter): void {
  closeBy(waiter, "close the session", CLOSE.session);
}

/** Closes the session unless the drive says that it has done so. */
export function closeOpenSession(waiter: Waiter): void {
  if (waiter.drive.discInformation().lastSession === "incomplete") closeSession(waiter);
}

/**
 * Closes the disc for good. Some drives have done so at the first close.
 *
 * @param functions close functions in the order in which they are tried: drives do not know all of them
 */
export function finishDisc(waiter: Waiter, functions: readonly number[]): void {
  try {
    firstAccepted(...functions.map((which) => () => closeBy(waiter, "close the disc", which)));
  } catch (error) {
    const complete = attempt(() => waiter.drive.discInformation())?.status === "complete";
    if (!isRefusal(error) || !complete) throw error;
  }
}

function closeBy(waiter: Waiter, what: string, closeFunction: number): void {
  sendLong(waiter, what, (immediate) => waiter.drive.closeSession(closeFunction, 0, immediate));
}
