/**
 * Asking a device for its serial number.
 *
 * @module
 */

import { attempt } from "./attempt.ts";
import type { ScsiDevice } from "./device.ts";
import { decodeSerialNumber, encodeInquiryPage, SERIAL_NUMBER_PAGE } from "./inquiry.ts";

/** Room for the page. */
const BYTES = 252;

/** The serial number of a device; `undefined` when it does not tell. */
export function askSerialNumber(device: ScsiDevice): string | undefined {
  return attempt(() => {
    const bytes = new Uint8Array(BYTES);
    const cdb = encodeInquiryPage(SERIAL_NUMBER_PAGE, BYTES);
    const got = device.command("read the serial number", cdb, "in", bytes);
    const serial = decodeSerialNumber(bytes.subarray(0, got)) ?? "";
    // Devices without such pages send what they send to every INQUIRY: bytes that are no characters.
    return serial === "" || serial.includes("?") ? undefined : serial;
  });
}
