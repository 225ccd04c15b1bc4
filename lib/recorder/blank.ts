/**
 * Making rewritable discs empty again (MMC-6 6.2).
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import type { Drive } from "../mmc/drive.ts";
import { isCd } from "../mmc/families.ts";
import type { MediumSummary } from "../mmc/medium.ts";
import { PROFILE } from "../mmc/profiles.ts";
import type { RecordEvent } from "./events.ts";
import { needMedium } from "./recipes/steps/need_medium.ts";
import { sendLong } from "./recipes/steps/waiting.ts";

/** How a disc is blanked. */
export interface BlankOptions {
  /**
   * Only what tells what is recorded, not the data itself.
   * @default {true on CD-RW; false on DVD-RW, which can be recorded in one way only after it}
   */
  readonly fast?: boolean | undefined;
}

const BLANKED: readonly number[] = [
  PROFILE.cdRw,
  PROFILE.dvdRw,
  PROFILE.dvdRwOverwrite,
  PROFILE.dvdRwDualLayer,
];

/** Written anywhere, so that there is nothing to blank. */
const OVERWRITTEN: readonly number[] = [
  PROFILE.dvdRam,
  PROFILE.dvdPlusRw,
  PROFILE.dvdPlusRwDualLayer,
  PROFILE.bdRe,
];

/** Full blanking lasts as long as recording the whole disc: at single speed more than an hour. */
const TIMEOUT_MS = 4 * 3_600_000;

/** Blanks the disc in the drive and waits for the end of it. A stop would leave a disc that cannot be used. */
export function blankMedium(drive: Drive, options: BlankOptions, tell: (event: RecordEvent) => void): void {
  const medium = needMedium(drive, "blank");
  const { profile } = medium;
  if (!BLANKED.includes(profile)) throw notBlankable(drive, medium);
  const fast = options.fast ?? isCd(profile);
  const type = fast ? "minimal" : "full";
  sendLong({ drive, tell }, "blank the disc", (immediate) => drive.blank(type, immediate), {
    timeout: TIMEOUT_MS,
  });
}

function notBlankable(drive: Drive, { name, profile, family }: MediumSummary): DeviceError {
  const overwritten = OVERWRITTEN.includes(profile);
  const once = family === "read-only" ? "can only be read" : "can be recorded only once";
  const why = overwritten ? "is overwritten as it is" : once;
  return new DeviceError(
    drive.name,
    `Cannot blank the disc in ${drive.name}: ${name} ${why}`,
    {},
    overwritten ? { hint: "use discglow format to make it new" } : {},
  );
}
