/**
 * What a changer has refused, with advice for changers.
 *
 * @module
 */

import type { DeviceError } from "../errors.ts";
import type { Outcome, ScsiDevice } from "../scsi/device.ts";
import { changerHint } from "./changer_hints.ts";

/** Makes the error about an outcome. */
export function changerError(
  device: ScsiDevice,
  attempted: string,
  cdb: Uint8Array,
  outcome: Outcome,
): DeviceError {
  const { sense } = outcome;
  return device.errorOf(attempted, cdb, outcome, sense === undefined ? undefined : changerHint(sense));
}
