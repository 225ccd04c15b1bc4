/**
 * Waiting for a drive that works on its own, and telling so.
 *
 * @module
 */

import type { Drive } from "../../../mmc/drive.ts";
import { pause } from "../../../scsi/pause.ts";
import { waitUntilReady } from "../../../mmc/wait.ts";
import { TIMEOUT } from "../../../scsi/device.ts";
import type { RecordEvent } from "../../events.ts";
import { firstAccepted, isBusy } from "./refused.ts";

/** Pauses before a command is repeated: the first and the longest. */
const FIRST_REST_MS = 1;
const LONGEST_REST_MS = 50;

/** Whose drive it is and who hears of it. */
export interface Waiter {
  readonly drive: Drive;
  /** Tells what happens. */
  tell(event: RecordEvent): void;
}

/** How a wait may end early. */
export interface WaitOptions {
  /** Milliseconds; an hour when absent. */
  readonly timeout?: number;
  /** Ends the wait with a `StoppedError`. */
  readonly stopped?: () => boolean;
}

/** Waits until the drive takes commands again. `what` follows «to», such as `close the session`. */
export function waitFor({ drive, tell }: Waiter, what: string, options: WaitOptions = {}): void {
  waitUntilReady(drive, {
    timeout: options.timeout ?? TIMEOUT.long,
    what,
    onWait: (seconds: number, fraction: number | undefined) =>
      tell({ event: "waiting", what, seconds, fraction }),
    ...(options.stopped === undefined ? {} : { stopped: options.stopped }),
  });
}

/** Sends a command that works on in the drive and waits for its end. A drive still busy is waited for first. */
export function sendAndWait(
  waiter: Waiter,
  what: string,
  send: () => void,
  options: WaitOptions = {},
): void {
  sendWhenReady(waiter, what, send, options);
  waitFor(waiter, what, options);
}

/** The same for a command that answers at once or, with drives that do not know that form, at its end. */
export function sendLong(
  waiter: Waiter,
  what: string,
  send: (immediate: boolean) => void,
  options: WaitOptions = {},
): void {
  sendAndWait(waiter, what, () => firstAccepted(() => send(true), () => send(false)), options);
}

/** Sends a command as soon as the drive takes it. */
export function sendWhenReady(
  waiter: Waiter,
  what: string,
  send: () => void,
  options: WaitOptions = {},
): void {
  const until = performance.now() + (options.timeout ?? TIMEOUT.long);
  for (let rest = FIRST_REST_MS;; rest = Math.min(2 * rest, LONGEST_REST_MS)) {
    try {
      return send();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    waitFor(waiter, what, options);
    // A drive with a full buffer may call itself ready and still refuse more data.
    pause(rest);
  }
}
