/**
 * Asking the thread of a drive, and noticing when the drive itself is out of order.
 *
 * @module
 */

import { reasonOf } from "../../errors.ts";
import { TransportError, type TransportTrouble } from "../../scsi/transport_error.ts";
import type { Core } from "./core.ts";
import type { DiscWork } from "./disc_tasks.ts";
import type { DriveState } from "./drive_state.ts";

/** Troubles that another command would meet again. */
const LASTING: readonly TransportTrouble[] = [
  "missing",
  "denied",
  "timeout",
  "gone",
  "unsupported",
  "failed",
];

/** Has something done by a drive. The drive is `failed` when it is not the disc's fault that it cannot be done. */
export async function ask<Name extends keyof DiscWork>(
  core: Core,
  drive: DriveState,
  work: Name,
  ...given: Parameters<DiscWork[Name]>
): Promise<ReturnType<DiscWork[Name]>> {
  try {
    return await drive.thread.do(work, ...given);
  } catch (error) {
    core.log.error(1, "@", error);
    if (drive.thread.lost || isLasting(core, error)) failDrive(core, drive, error);
    throw error;
  }
}

function isLasting({ description }: Core, error: unknown): boolean {
  if (!(error instanceof TransportError)) return false;
  // A file that was taken away is a disc that was taken out.
  if (description.type === "image" && error.trouble === "missing") return false;
  return LASTING.includes(error.trouble);
}

/** A drive is out of order; the others go on. */
export function failDrive(core: Core, drive: DriveState, error: unknown): void {
  // A reservation outlives the trouble: its holder may be the one who deals with it.
  if (drive.duty === "reserved") drive.trouble = reasonOf(error);
  else drive.fail(error instanceof Error ? error.message : String(error));
  core.log.write(1, "@", `${core.name}: drive ${drive.number} is out of order: ${drive.trouble}`);
  core.changed();
  core.queue.wake();
}

/** Gives the drive's device back, so that others can open it. */
export async function closeDrive(drive: DriveState): Promise<void> {
  if (drive.thread.lost) return;
  // What cannot be given back was never had.
  await drive.thread.do("close").catch(() => {});
}
