/**
 * Questions to a device whose answers are decoded, or are an error.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { type ScsiDevice, TIMEOUT } from "./device.ts";
import { decodeModeSense10, encodeModeList, encodeModeSelect10, encodeModeSense10 } from "./mode_sense.ts";

/** What is asked, and what the answer means; `undefined` from `decode` is an answer that is too short. */
export interface Query<T> {
  /** Such as `read the disc information`, for the error. */
  readonly attempted: string;
  readonly cdb: Uint8Array<ArrayBuffer>;
  /** Room for the answer, in bytes. */
  readonly length: number;
  readonly decode: (bytes: Uint8Array) => T | undefined;
}

/** Room for a mode page with its headers. */
const MODE_BYTES = 512;

/** Asks the device. */
export function ask<T>(device: ScsiDevice, { attempted, cdb, length, decode }: Query<T>): T {
  const bytes = new Uint8Array(length);
  const got = device.command(attempted, cdb, "in", bytes, TIMEOUT.read);
  const value = decode(bytes.subarray(0, got));
  if (value !== undefined) return value;
  throw new DeviceError(
    device.name,
    `Cannot ${attempted} on ${device.name}: the answer of ${got} bytes is not what the command promises`,
    { cdb, status: 0 },
    { hint: "look for newer firmware of the device, or use another one" },
  );
}

/** Asks for one mode page. */
export function askModePage<T>(
  device: ScsiDevice,
  attempted: string,
  code: number,
  decode: (page: Uint8Array) => T | undefined,
): T {
  return ask(device, {
    attempted,
    cdb: encodeModeSense10({ page: code, length: MODE_BYTES }),
    length: MODE_BYTES,
    decode: (bytes) => {
      const page = decodeModeSense10(bytes).pages.find((page) => page.page === code && page.subpage === 0);
      return page === undefined ? undefined : decode(page.bytes);
    },
  });
}

/** Sets one mode page. */
export function sendModePage(device: ScsiDevice, attempted: string, page: Uint8Array): void {
  const list = encodeModeList(page);
  device.command(attempted, encodeModeSelect10(list.length), "out", list);
}
