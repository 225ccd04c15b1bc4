/**
 * Waiting for a changer that starts: it may look at all of its elements first.
 *
 * @module
 */

import { DeviceError, StoppedError } from "../errors.ts";
import { pause } from "../scsi/pause.ts";
import { type Sense, senseIs } from "../scsi/sense.ts";
import { encodeTestUnitReady } from "../scsi/test_unit_ready.ts";
import type { Changer } from "./changer.ts";
import { changerError } from "./changer_error.ts";
import { CHANGER_TIMEOUT } from "./changer_timeouts.ts";

/** Options of {@linkcode waitForChanger}. */
export interface ChangerWaitOptions {
  /**
   * Milliseconds after which the wait is given up.
   * @default {CHANGER_TIMEOUT.start}
   */
  readonly timeout?: number;
  /** Hears of the wait when it begins and then about every second. */
  readonly onWait?: (seconds: number) => void;
  /** Ends the wait with a StoppedError. */
  readonly stopped?: () => boolean;
}

/** Between two questions, in milliseconds. */
const PAUSE = 250;
/** How often the wait is told, in milliseconds. */
const TELL_EVERY = 1000;

/** What passes by itself: key 2, code 04, one of these qualifiers. */
const PASSING: readonly number[] = [
  0x00, // cause not reportable
  0x01, // becoming ready
  0x07, // operation in progress
  0x09, // self-test in progress
  0x1a, // START STOP UNIT in progress
  0x1d, // configuration in progress
];

/**
 * Waits until the changer is ready.
 *
 * @throws {DeviceError} when it needs somebody's help, or the time is over
 * @throws {StoppedError} when `stopped` says so
 */
export function waitForChanger(changer: Changer, options: ChangerWaitOptions = {}): void {
  const { timeout = CHANGER_TIMEOUT.start, onWait, stopped } = options;
  const begun = performance.now();
  let nextTold = 0;
  let initialized = false;
  for (;;) {
    const sense = changer.ready();
    if (sense === undefined) return;
    const waited = performance.now() - begun;
    if (!initialized && senseIs(sense, ...INITIALIZING_COMMAND_REQUIRED)) {
      initialized = true;
      onWait?.(Math.round(waited / 1000));
      changer.initialize();
      continue;
    }
    if (!willPass(sense)) throw notReady(changer, sense);
    if (waited >= timeout) throw notReady(changer, sense, waited);
    if (stopped?.() === true) throw new StoppedError(`Stopped while ${changer.name} was to get ready`);
    if (waited >= nextTold) {
      onWait?.(Math.round(waited / 1000));
      nextTold = waited + TELL_EVERY;
    }
    pause(Math.min(PAUSE, timeout - waited));
  }
}

/** It looks at its elements only when it is told to. */
const INITIALIZING_COMMAND_REQUIRED = [2, 0x04, 0x02] as const;

function willPass({ key, asc, ascq }: Sense): boolean {
  return (key === 2 && asc === 0x04 && PASSING.includes(ascq)) || key === 6;
}

function notReady(changer: Changer, sense: Sense, waited?: number): DeviceError {
  const outcome = { good: false, status: 2, sense, transferred: 0, duration: 0 };
  const error = changerError(changer.device, "use the changer", encodeTestUnitReady(), outcome);
  if (waited === undefined) return error;
  const message = `${error.message}, still after ${Math.round(waited / 1000)} s`;
  return new DeviceError(error.device, message, error.answer, { hint: error.hint });
}
