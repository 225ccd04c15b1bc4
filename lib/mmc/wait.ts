/**
 * Waiting for a drive that is at work: spinning up, writing out its buffer, closing, blanking, formatting.
 *
 * @module
 */

import { DeviceError, StoppedError } from "../errors.ts";
import { type Outcome, type ScsiDevice, TIMEOUT } from "../scsi/device.ts";
import type { Sense } from "../scsi/sense.ts";
import { encodeTestUnitReady } from "../scsi/test_unit_ready.ts";
import { pause } from "../scsi/pause.ts";

/** Options of {@linkcode waitUntilReady}. */
export interface WaitOptions {
  /** Milliseconds after which the wait is given up. */
  readonly timeout: number;
  /** What the drive is doing, such as `close the session`. */
  readonly what: string;
  /** Hears of the wait when it begins and then every second; the fraction from 0 to 1 where the drive tells. */
  readonly onWait?: (seconds: number, fraction: number | undefined) => void;
  /** Ends the wait with a StoppedError. */
  readonly stopped?: () => boolean;
  /**
   * A disc is being loaded: for a while the drive may say that there is none.
   * @default {false}
   */
  readonly becoming?: boolean;
}

/** The first pause between two questions, in milliseconds. */
const FIRST_PAUSE = 10;
/** The longest. */
const LONGEST_PAUSE = 500;
/** How often the wait is told, in milliseconds. */
const TELL_EVERY = 1000;
/** How long a drive that loads may see no disc, in milliseconds. */
const BLIND_FOR = 20_000;

/** What TEST UNIT READY says while the drive works: key 2, code 04, one of these qualifiers. */
const AT_WORK: readonly number[] = [
  0x00, // not ready, cause not reportable
  0x01, // becoming ready
  0x04, // format in progress
  0x07, // operation in progress
  0x08, // long write in progress
  0x09, // self-test in progress
];

/** Whether sense data mean that the drive will be ready by itself. */
export function isAtWork(sense: Sense): boolean {
  return sense.key === 2 && sense.asc === 0x04 && AT_WORK.includes(sense.ascq);
}

/** Whether sense data mean that there is no medium. */
export function isWithoutMedium(sense: Sense): boolean {
  return sense.key === 2 && sense.asc === 0x3a;
}

/**
 * Waits until TEST UNIT READY succeeds.
 *
 * @param drive what is asked
 * @throws {DeviceError} when the drive reports something that will not pass by itself, or the time is over
 * @throws {StoppedError} when `stopped` says so
 */
export function waitUntilReady(drive: { readonly device: ScsiDevice }, options: WaitOptions): void {
  const { device } = drive;
  const { what, timeout, stopped, onWait } = options;
  const cdb = encodeTestUnitReady();
  const begun = performance.now();
  let nextTold = 0;
  let interval = FIRST_PAUSE;
  for (;;) {
    // A drive that closes a disc may keep even this waiting, and must not be reset for it.
    const outcome = device.try(cdb, "none", undefined, TIMEOUT.write);
    if (outcome.good) return;
    const waited = performance.now() - begun;
    if (!willPass(outcome, options.becoming === true && waited < BLIND_FOR)) {
      throw device.errorOf(what, cdb, outcome);
    }
    if (waited >= timeout) throw tooLong(device, what, waited, outcome);
    if (stopped?.() === true) throw new StoppedError(`Stopped while ${device.name} was to ${what}`);
    if (waited >= nextTold) {
      onWait?.(waited / 1000, outcome.sense?.progress);
      nextTold = waited + TELL_EVERY;
    }
    pause(Math.min(interval, Math.max(1, timeout - waited)));
    interval = Math.min(LONGEST_PAUSE, interval * 1.5);
  }
}

// No sense data means busy: the device stayed so for as long as it is asked again.
function willPass({ sense }: Outcome, blind: boolean): boolean {
  return sense === undefined || isAtWork(sense) || (blind && isWithoutMedium(sense));
}

function tooLong(device: ScsiDevice, what: string, waited: number, { sense, status }: Outcome): DeviceError {
  const seconds = Math.round(waited / 1000);
  return new DeviceError(
    device.name,
    `Cannot ${what} on ${device.name}: the drive is still at work after ${seconds} s`,
    { status, ...(sense === undefined ? {} : { key: sense.key, asc: sense.asc, ascq: sense.ascq }) },
    { hint: "leave the drive alone until its lamp is out, and look at the disc then" },
  );
}
