/**
 * REQUEST SENSE (SPC-4 6.39): asks for sense data outside of any failure; a drive at work tells its progress.
 *
 * @module
 */

/** Enough for fixed format sense data and most of what descriptors hold. */
export const REQUEST_SENSE_LENGTH = 252;

/** Builds the command; the answer is for {@linkcode decodeSense}. */
export function encodeRequestSense(length: number = REQUEST_SENSE_LENGTH): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x03, 0, 0, 0, length, 0]);
}
