/**
 * What drive and changer of a jukebox have to know of each other. They may be used by different processes, so it
 * stands in a file for each drive, which is only changed by who holds that drive's lock.
 *
 * @module
 */

import { isRecord } from "../checks.ts";
import { writeWhole } from "./jukebox.ts";

/** The state of a drive in a jukebox. */
export interface DriveState {
  /** Counts the discs that came and went. */
  readonly generation: number;
  /** The drive does not hold the disc: it has been ejected, and waits for the gripper. */
  readonly ejected: boolean;
  /** A host has prevented the removal of the disc. */
  readonly prevented: boolean;
  /** The host that holds the drive is recording. */
  readonly recording: boolean;
  /** A disc came, and no host was told of it. */
  readonly attention: boolean;
}

const AT_FIRST: DriveState = {
  generation: 0,
  ejected: false,
  prevented: false,
  recording: false,
  attention: false,
};

/** The files of a drive in the folder `state`. */
export function driveFiles(dir: string, drive: number): { state: string; lock: string; host: string } {
  const start = `${dir}/state/drive-${drive}`;
  return { state: `${start}.json`, lock: `${start}.lock`, host: `${start}.host` };
}

/** Reads the state; where there is none, nothing has happened yet. */
export function readDriveState(path: string): DriveState {
  let found: unknown;
  try {
    found = JSON.parse(Deno.readTextFileSync(path));
  } catch {
    return AT_FIRST;
  }
  if (!isRecord(found)) return AT_FIRST;
  return {
    generation: Number.isSafeInteger(found.generation) ? found.generation as number : 0,
    ejected: found.ejected === true,
    prevented: found.prevented === true,
    recording: found.recording === true,
    attention: found.attention === true,
  };
}

/** Writes the state. */
export function writeDriveState(path: string, state: DriveState): void {
  writeWhole(path, state);
}
