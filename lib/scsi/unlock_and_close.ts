/**
 * Giving back a device that may have been locked.
 *
 * @module
 */

import type { ScsiDevice } from "./device.ts";
import { encodePreventAllow } from "./prevent_allow.ts";

/** Gives a device back, which is unlocked before if it was `locked`. */
export function unlockAndClose(device: ScsiDevice, locked: boolean): void {
  if (locked) {
    try {
      device.try(encodePreventAllow(false));
    } catch {
      // What cannot be asked any more cannot be unlocked.
    }
  }
  device.close();
}
