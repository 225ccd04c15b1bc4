/**
 * Telling a drive that does not know a command from one that failed at it.
 *
 * @module
 */

import { DeviceError } from "../../../errors.ts";
import { SENSE_KEY } from "../../../scsi/sense.ts";

/** Whether a drive has refused a command without trying it: it does not know it, or not in this form. */
export function isRefusal(error: unknown): error is DeviceError {
  return error instanceof DeviceError && error.answer.key === SENSE_KEY.illegalRequest;
}

/** Whether a drive is busy with something it was told before. */
export function isBusy(error: unknown): error is DeviceError {
  return error instanceof DeviceError && error.answer.key === SENSE_KEY.notReady && error.answer.asc === 0x04;
}

/** Does something that a drive may not know. */
export function unlessRefused(action: () => void, otherwise: (refusal: DeviceError) => void): void {
  try {
    action();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    otherwise(error);
  }
}

/** Does something in the first of several ways that the drive does not refuse. */
export function firstAccepted(...ways: readonly (() => void)[]): void {
  const [way, ...others] = ways;
  if (way === undefined) return;
  if (others.length === 0) way();
  else unlessRefused(way, () => firstAccepted(...others));
}
