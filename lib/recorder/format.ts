/**
 * Formatting discs (MMC-6 6.4), in the ways that drive and disc offer.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { attempt } from "../scsi/attempt.ts";
import type { Drive } from "../mmc/drive.ts";
import { PROFILE, profileName } from "../mmc/profiles.ts";
import type { RecordEvent } from "./events.ts";
import {
  startBackgroundFormat,
  stopBackgroundFormat,
  waitForBackgroundFormat,
} from "./recipes/steps/background_format.ts";
import { closeOpenSession } from "./recipes/steps/close.ts";
import { flush } from "./recipes/steps/flush.ts";
import { formatRequests } from "./recipes/steps/format_requests.ts";
import { needMedium } from "./recipes/steps/need_medium.ts";
import { firstAccepted } from "./recipes/steps/refused.ts";
import { sendLong, type Waiter, type WaitOptions } from "./recipes/steps/waiting.ts";
import { writeZeros } from "./recipes/steps/zeros.ts";

/** How a disc is formatted. */
export interface FormatOptions {
  /**
   * The whole disc, checked by the drive where it can: takes an hour and more.
   * @default {false}
   */
  readonly full?: boolean | undefined;
}

/** Full formats with certification of the largest discs. */
const TIMEOUT_MS = 4 * 3_600_000;

/** Blocks that have to be written before a quickly formatted DVD-RW can be left: one ECC block. */
const FIRST_BLOCKS = 16;

/** Formats the disc in the drive and waits for the end of it. What was on it is lost. */
export function formatMedium(drive: Drive, options: FormatOptions, tell: (event: RecordEvent) => void): void {
  const waiter = { drive, tell };
  const { profile } = needMedium(drive, "format");
  const full = options.full ?? false;
  if (profile === PROFILE.dvdPlusRw || profile === PROFILE.dvdPlusRwDualLayer) formatDvdPlusRw(waiter, full);
  else formatByOffer(waiter, profile, full);
}

/** Formats a disc that cannot be written as it is; not further than needed for that. */
export function formatIfNeeded(waiter: Waiter & { stopped(): boolean }): void {
  const { drive } = waiter;
  if (drive.formatCapacities()[0]?.state !== "unformatted") return;
  formatByOffer(waiter, drive.configuration().profile, false, () => waiter.stopped());
}

function formatDvdPlusRw(waiter: Waiter, full: boolean): void {
  startBackgroundFormat(waiter, false);
  if (full) waitForBackgroundFormat(waiter, TIMEOUT_MS);
  else stopBackgroundFormat(waiter);
}

function formatByOffer(waiter: Waiter, profile: number, full: boolean, stopped?: () => boolean): void {
  const { drive } = waiter;
  const requests = formatRequests(profile, attempt(() => drive.formatCapacities()) ?? [], full);
  if (requests.length === 0) throw notFormattable(drive, profile);
  const options: WaitOptions = { timeout: TIMEOUT_MS, ...(stopped === undefined ? {} : { stopped }) };
  firstAccepted(
    ...requests.map((request) => () =>
      sendLong(waiter, "format the disc", (immediate) => drive.format(request, immediate), options)
    ),
  );
  leaveGrowing(waiter);
}

// A DVD-RW that was formatted quickly is in a state that other drives do not understand before it was written to.
function leaveGrowing(waiter: Waiter): void {
  const { drive } = waiter;
  if (drive.configuration().profile !== PROFILE.dvdRwOverwrite) return;
  if (drive.discInformation().lastSession !== "incomplete") return;
  writeZeros(waiter, 0, FIRST_BLOCKS);
  flush(waiter);
  closeOpenSession(waiter);
}

function notFormattable(drive: Drive, profile: number): DeviceError {
  const blanked = profile === PROFILE.cdRw;
  return new DeviceError(
    drive.name,
    `Cannot format the disc in ${drive.name}: the drive offers no format for this ${profileName(profile)}`,
    {},
    blanked ? { hint: "use discglow blank to make it new" } : {},
  );
}
