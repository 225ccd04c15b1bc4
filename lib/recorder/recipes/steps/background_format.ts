/**
 * The format of a DVD+RW that goes on in the background (MMC-6 6.4, 6.3).
 *
 * @module
 */

import { DeviceError } from "../../../errors.ts";
import type { Drive } from "../../../mmc/drive.ts";
import { FORMAT_TYPE } from "../../../mmc/format_unit.ts";
import { pause } from "../../../scsi/pause.ts";
import { closeSession } from "./close.ts";
import { sendAndWait, type Waiter, type WaitOptions } from "./waiting.ts";

/** The drive puts in the size of the disc. */
const WHOLE_DISC = 0xffffffff;

/** Type dependent parameter: goes on with a format that was stopped. */
const RESTART = 1;

/** Pauses between two questions whether the format is complete: the first and the longest. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1000;

/** Begins the format anew, or goes on with it; returns when the disc takes data. */
export function startBackgroundFormat(waiter: Waiter, restart: boolean, options: WaitOptions = {}): void {
  const format = {
    type: FORMAT_TYPE.dvdPlusRw,
    blocks: WHOLE_DISC,
    parameter: restart ? RESTART : 0,
  };
  sendAndWait(waiter, "format the disc", () => waiter.drive.format(format, true), options);
}

/** Has a disc take data everywhere that does not yet. */
export function resumeBackgroundFormat(waiter: Waiter & { stopped?(): boolean }): void {
  const { backgroundFormat } = waiter.drive.discInformation();
  if (backgroundFormat !== "none" && backgroundFormat !== "stopped") return;
  startBackgroundFormat(waiter, backgroundFormat === "stopped", {
    stopped: () => waiter.stopped?.() ?? false,
  });
}

/** Makes the disc readable in other drives while its format is not complete. */
export function stopBackgroundFormat(waiter: Waiter): void {
  if (isRunning(waiter.drive)) closeSession(waiter);
}

/** Waits until the background format has come to the end of the disc. */
export function waitForBackgroundFormat(waiter: Waiter, timeout: number): void {
  const { drive, tell } = waiter;
  const begin = performance.now();
  for (let wait = FIRST_PAUSE_MS; isRunning(drive); wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    const waited = performance.now() - begin;
    if (waited > timeout) throw unfinished(drive);
    tell({ event: "waiting", what: "format the disc", seconds: waited / 1000, fraction: undefined });
    pause(wait);
  }
}

function isRunning(drive: Drive): boolean {
  return drive.discInformation().backgroundFormat === "running";
}

function unfinished({ name }: Drive): DeviceError {
  return new DeviceError(
    name,
    `Cannot format the disc in ${name}: the drive did not come to its end in time`,
  );
}
