/**
 * Telling a block that cannot be read from a disc that is not there.
 *
 * @module
 */

import type { Drive } from "../../mmc/drive.ts";
import type { Outcome } from "../../scsi/device.ts";
import { SENSE_KEY, senseWords } from "../../scsi/sense.ts";

/**
 * What came back when a block could not be read; `undefined` when it could.
 *
 * @throws {DeviceError} when no block can be read any more
 */
export function readingTrouble(drive: Drive, block: number, outcome: Outcome): string | undefined {
  const { good, sense } = outcome;
  if (good) return undefined;
  if (sense === undefined) return "the drive does not say why";
  if (sense.key !== SENSE_KEY.notReady) return senseWords(sense);
  throw drive.device.errorOf(`read block ${block}`, Uint8Array.of(0x28), outcome);
}
