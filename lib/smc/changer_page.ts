/**
 * Mode pages of changers, the old ones of which know only the short form of the question.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import type { ScsiDevice } from "../scsi/device.ts";
import { decodeModeSense6, encodeModeSense6 } from "../scsi/mode_sense_6.ts";
import { ask, askModePage } from "../scsi/query.ts";
import { SENSE_KEY, UNKNOWN_COMMAND } from "../scsi/sense.ts";

/** Room for an answer to the short form, in bytes. */
const SHORT_BYTES = 252;

/** Asks for a page, in the short form where the changer does not know the long one. */
export function askChangerPage<T>(
  device: ScsiDevice,
  attempted: string,
  code: number,
  decode: (page: Uint8Array) => T | undefined,
): T {
  try {
    return askModePage(device, attempted, code, decode);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const { key, asc } = error.answer;
    if (key !== SENSE_KEY.illegalRequest || asc !== UNKNOWN_COMMAND) throw error;
  }
  return ask(device, {
    attempted,
    cdb: encodeModeSense6(code, SHORT_BYTES),
    length: SHORT_BYTES,
    decode: (bytes) => {
      const page = decodeModeSense6(bytes).find((page) => page.page === code && page.subpage === 0);
      return page === undefined ? undefined : decode(page.bytes);
    },
  });
}
