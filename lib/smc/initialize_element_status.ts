/**
 * INITIALIZE ELEMENT STATUS (SMC-3): the changer looks what is in all of its elements.
 *
 * @module
 */

/** Builds the command. */
export function encodeInitializeElementStatus(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0x07, 0, 0, 0, 0, 0);
}
