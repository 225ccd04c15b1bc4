/**
 * TEST UNIT READY (SPC-4 6.47): is there a medium, and can it be used?
 *
 * @module
 */

/** Builds the command. */
export function encodeTestUnitReady(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(6);
}
