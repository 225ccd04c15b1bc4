/**
 * The wait before the first write: the ring is filled first, as a drive that has begun must not wait.
 *
 * @module
 */

import { pause } from "../../scsi/pause.ts";
import type { Ring } from "../../ring/ring.ts";
import { type Control, READER } from "../threads/control.ts";

/** So much of the ring is filled before the first write. */
const ENOUGH = 0.9;

const LOOK_MS = 5;

/** Waits until the ring is full enough, the source is at its end, or the job is to end. Returns the seconds. */
export function waitForFill(ring: Ring, control: Control): number {
  const enough = Math.max(1, Math.floor(ring.slots * ENOUGH));
  const began = performance.now();
  while (control.filled < enough && control.readerState === READER.reading && !control.stopped) {
    control.target.alive();
    if (control.target.orphaned) break;
    pause(LOOK_MS);
  }
  return (performance.now() - began) / 1000;
}
