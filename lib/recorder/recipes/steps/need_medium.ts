/**
 * A disc has to be in the drive before anything is done to it.
 *
 * @module
 */

import { DeviceError } from "../../../errors.ts";
import type { Drive } from "../../../mmc/drive.ts";
import { examineMedium } from "../../../mmc/examine.ts";
import type { MediumSummary } from "../../../mmc/medium.ts";

/** What lies in the drive; it is waited for while it spins up. `verb` is what is to be done to it. */
export function needMedium(drive: Drive, verb: string): MediumSummary {
  const medium = examineMedium(drive);
  if (medium !== undefined) return medium;
  throw new DeviceError(drive.name, `Cannot ${verb} the disc in ${drive.name}: there is none`);
}
