/**
 * Names of devices on Windows: files of the namespace `\\.\`, and the classic names by a place on a bus.
 *
 * @module
 */

import type { SptiAddress } from "./layout.ts";

const CLASSIC = /^\\\\\.\\p(\d{1,3})b(\d{1,3})t(\d{1,3})(?:,(\d{1,3}))?$/i;
const ADAPTER = /^\\\\\.\\scsi\d+:$/i;

/** What is to be opened for a name. */
export interface SptiPlace {
  /** The name for CreateFileW. */
  readonly file: string;
  /** Where the device is on the adapter. */
  readonly address: SptiAddress;
  /** The name is an adapter's, which all its devices share. */
  readonly shared: boolean;
}

const NO_ADDRESS: SptiAddress = { path: 0, target: 0, lun: 0 };

/**
 * Understands `\\.\CdRomN`, `\\.\D:`, `\\.\ScsiN:` with an address, and `\\.\p<adapter>b<bus>t<id>[,<lun>]`.
 *
 * @returns `undefined` when the numbers are too large for an address
 */
export function placeOf(name: string, address?: SptiAddress): SptiPlace | undefined {
  const classic = CLASSIC.exec(name);
  if (classic !== null) {
    const [adapter, path, target, lun] = classic.slice(1).map((digits) => Number(digits ?? 0));
    const found = { path: path!, target: target!, lun: lun! };
    if (Object.values(found).some((number) => number > 255)) return undefined;
    return { file: `\\\\.\\Scsi${adapter}:`, address: found, shared: true };
  }
  // CreateFileW takes a name with a backslash at its end for a folder.
  const file = name.replace(/:\\$/, ":");
  return { file, address: address ?? NO_ADDRESS, shared: ADAPTER.test(file) };
}
