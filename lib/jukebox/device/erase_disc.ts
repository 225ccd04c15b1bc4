/**
 * Making a rewritable disc new by the way that fits it.
 *
 * @module
 */

import { DeviceError } from "../../errors.ts";
import type { Drive } from "../../mmc/drive.ts";
import { PROFILE } from "../../mmc/profiles.ts";
import { blankMedium } from "../../recorder/blank.ts";
import { formatMedium } from "../../recorder/format.ts";

/** Blanked; all other rewritable media are formatted. */
const BLANKED: readonly number[] = [PROFILE.cdRw, PROFILE.dvdRw, PROFILE.dvdRwDualLayer];
const FORMATTED: readonly number[] = [
  PROFILE.dvdRwOverwrite,
  PROFILE.dvdRam,
  PROFILE.dvdPlusRw,
  PROFILE.dvdPlusRwDualLayer,
  PROFILE.bdRe,
];

/** Blocks from the start of the disc that hold the volume descriptors and what a reader looks at first. */
const HEAD_BLOCKS = 256;

/** Erases the disc; `alive` is called now and then. */
export function eraseDisc(drive: Drive, alive: () => void): void {
  const { profile } = drive.configuration();
  if (BLANKED.includes(profile)) return blankMedium(drive, {}, alive);
  if (!FORMATTED.includes(profile)) {
    throw new DeviceError(drive.name, `Cannot erase the disc in ${drive.name}: it can be recorded only once`);
  }
  formatMedium(drive, {}, alive);
  // A quick format leaves the old blocks readable: without its head the old volume is gone for everybody.
  drive.write(0, new Uint8Array(HEAD_BLOCKS * 2048));
  drive.synchronizeCache();
}
