/**
 * Power calibration before recording (MMC-6 6.38).
 *
 * @module
 */

import { DeviceError } from "../../../errors.ts";
import type { RecipeJob } from "../../recipe.ts";
import { isBusy, isRefusal } from "./refused.ts";
import { sendAndWait } from "./waiting.ts";

/** Additional sense code: power calibration area. */
const CALIBRATION_AREA = 0x73;

/** Lets the drive find its laser power; one that does not know how to be told does it by itself. */
export function calibrate(job: RecipeJob): void {
  // A preview must not use up one of the few places there are for it.
  if (job.preview) return;
  sendAndWait(job, "calibrate its laser", () => {
    try {
      job.drive.calibrate();
    } catch (error) {
      passOver(job, error);
    }
  });
}

// Drives refuse the order for reasons that do not keep them from recording, but not for want of a place to try.
function passOver(job: RecipeJob, error: unknown): void {
  if (isRefusal(error)) return;
  if (isBusy(error) || !(error instanceof DeviceError)) throw error;
  if (error.answer.asc === CALIBRATION_AREA) throw error;
  job.tell({ event: "notice", message: `${error.message}; it calibrates when it begins to record` });
}
