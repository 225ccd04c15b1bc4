/**
 * SEND OPC INFORMATION (MMC-6 6.38): has the drive find the laser's power for the medium in it.
 *
 * @module
 */

/** Starts an optimum power calibration. */
export function encodeSendOpc(): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x54; // operation code
  cdb[1] = 1; // DoOPC
  return cdb;
}
