/**
 * Mode page 2A, capabilities and mechanical status (MMC-3 6.3.11): replaced by features, yet the
 * only place where older drives tell their speeds and how discs get into them.
 *
 * @module
 */

import { get16 } from "../scsi/big_endian.ts";

/** Code of the mode page. */
export const CAPABILITIES_PAGE = 0x2a;

/** How a disc gets into the drive. */
export type LoadingMechanism = "caddy" | "tray" | "pop-up" | "changer" | "unknown";

/** What the page says. Speeds in kB/s, 0 where the drive does not say. */
export interface DriveCapabilities {
  readonly loading: LoadingMechanism;
  readonly locks: boolean;
  readonly ejects: boolean;
  /** kB of the drive's own buffer. */
  readonly bufferSize: number;
  readonly maxReadSpeed: number;
  readonly currentReadSpeed: number;
  readonly maxWriteSpeed: number;
  readonly currentWriteSpeed: number;
  /** With the medium in the drive, as the drive orders them. */
  readonly writeSpeeds: readonly number[];
}

const LOADING: readonly LoadingMechanism[] = ["caddy", "tray", "pop-up", "unknown", "changer", "changer"];

/** Reads a page from its first byte; `undefined` when it is cut off or another page. */
export function decodeDriveCapabilities(page: Uint8Array): DriveCapabilities | undefined {
  if (page.length < 16 || (page[0]! & 0x3f) !== CAPABILITIES_PAGE) return undefined;
  return {
    locks: (page[6]! & 1) !== 0, // 6 bit 0
    ejects: (page[6]! & 8) !== 0, // 6 bit 3
    loading: LOADING[page[6]! >> 5] ?? "unknown", // 6 bits 5-7
    maxReadSpeed: get16(page, 8), // 8-9
    bufferSize: get16(page, 12), // 12-13
    currentReadSpeed: get16(page, 14), // 14-15
    maxWriteSpeed: get16(page, 18), // 18-19
    currentWriteSpeed: get16(page, 28) || get16(page, 20), // 28-29; 20-21 before MMC-3
    writeSpeeds: decodeSpeeds(page),
  };
}

function decodeSpeeds(page: Uint8Array): number[] {
  const speeds: number[] = [];
  const count = get16(page, 30); // 30-31 number of write speed descriptors
  for (let index = 0; index < count && 36 + index * 4 <= page.length; index++) {
    const speed = get16(page, 34 + index * 4); // 2-3 of each
    if (speed > 0 && !speeds.includes(speed)) speeds.push(speed);
  }
  return speeds;
}
