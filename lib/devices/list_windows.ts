/**
 * The drives of a Windows machine: its names are numbered, so each is tried and asked what it is.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { ScsiDevice } from "../scsi/device.ts";
import { decodeInquiry, encodeInquiry, INQUIRY_LENGTH } from "../scsi/inquiry.ts";
import { openSpti } from "../scsi/spti.ts";
import type { Transport } from "../scsi/transport.ts";
import { TransportError } from "../scsi/transport_error.ts";
import type { DeviceListing } from "./list.ts";
import { DRIVE_TYPES } from "./names.ts";

/** Numbers are given without gaps, but a drive that was taken away leaves one until the next start. */
const TRIED = 16;

/** Lists drives and changers; `open` opens a name. */
export function listWindows(open: (name: string) => Transport = openShared): DeviceListing[] {
  const names = ["CdRom", "Changer"].flatMap((kind) =>
    Array.from({ length: TRIED }, (_, number) => `\\\\.\\${kind}${number}`)
  );
  return names.flatMap((name) => listing(name, open));
}

function openShared(name: string): Transport {
  return openSpti(name, undefined, { exclusive: false });
}

function listing(name: string, open: (name: string) => Transport): DeviceListing[] {
  try {
    using device = new ScsiDevice(open(name));
    const data = new Uint8Array(INQUIRY_LENGTH);
    const got = device.command("ask what it is", encodeInquiry(), "in", data);
    const inquiry = decodeInquiry(data.subarray(0, got));
    const kind = DRIVE_TYPES[inquiry?.peripheralType ?? -1];
    if (inquiry === undefined || kind === undefined) return [];
    const { vendor, product, revision } = inquiry;
    return [{ name, names: [], kind, vendor, product, revision }];
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    const trouble = error instanceof TransportError ? error.trouble : undefined;
    if (trouble === "missing" || trouble === "unsupported") return [];
    // It is there, but keeps to itself who it is: held by another program, or out of order.
    const kind = name.includes("Changer") ? "changer" : "drive";
    return [{ name, names: [], kind, vendor: "", product: "", revision: "" }];
  }
}
