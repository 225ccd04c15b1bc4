/**
 * Drives that are in someone's hands for a time that nobody knows.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { DriveState } from "./drive_state.ts";

/** Why nobody else gets at the disc of a drive; `undefined` when the drive serves. */
export function refusalOf({ number, duty, holder, activity, trouble }: DriveState): JukeboxError | undefined {
  if (duty === "serving") return undefined;
  const why = duty === "reserved"
    ? `which ${holder?.who ?? "somebody"} has reserved`
    : duty === "job"
    ? `which a job uses${activity === null ? "" : ` (${activity})`}`
    : `which is out of order: ${trouble}`;
  return new JukeboxError("busy", `Cannot get at the disc: it is in drive ${number}, ${why}`);
}
