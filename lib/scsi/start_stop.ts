/**
 * START STOP UNIT (SBC-3 5.25, MMC-6 6.42): spins the disc up and down, opens and closes the tray.
 *
 * @module
 */

/** What the drive is to do. */
export type StartStop = "start" | "stop" | "load" | "eject";

// The bits LoEj and Start.
const ACTIONS: Record<StartStop, number> = { stop: 0, start: 1, eject: 2, load: 3 };

/** Builds the command; `immediate` makes the drive answer before it is done. */
export function encodeStartStop(action: StartStop, immediate: boolean = false): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x1b, immediate ? 1 : 0, 0, 0, ACTIONS[action], 0]);
}
