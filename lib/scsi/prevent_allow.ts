/**
 * PREVENT ALLOW MEDIUM REMOVAL (MMC-6 6.12): locks the tray.
 *
 * @module
 */

/** Builds the command. `persistent` also keeps other hosts from ejecting (MMC-6 6.12.2.2). */
export function encodePreventAllow(prevent: boolean, persistent: boolean = false): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x1e, 0, 0, 0, (persistent ? 2 : 0) | (prevent ? 1 : 0), 0]);
}
