/**
 * Opens a drive or changer by whatever name the user has for it.
 *
 * @module
 */

import { openIscsi } from "../scsi/iscsi.ts";
import type { LinuxRoots } from "../scsi/linux_files.ts";
import { allNodes } from "../scsi/scsi_nodes.ts";
import { openSgIo } from "../scsi/sg_io.ts";
import { openSpti } from "../scsi/spti.ts";
import { traced } from "../scsi/trace.ts";
import type { Transport } from "../scsi/transport.ts";
import { TransportError } from "../scsi/transport_error.ts";
import { openVirtualDevice } from "../virtual/changer/open.ts";
import { type BusPlace, parseDeviceName, windowsName } from "./names.ts";

/** How a device is opened. */
export interface OpenDeviceOptions {
  /**
   * Nobody else may use it at the same time, as far as the system can see to that.
   * @default {true}
   */
  readonly exclusive?: boolean;
  /**
   * It is only going to be read.
   * @default {false}
   */
  readonly readOnly?: boolean;
  /** Hears every command and its answer, one line each. */
  readonly onTrace?: (line: string) => void;
}

/**
 * Opens a device.
 *
 * @param name as {@linkcode parseDeviceName} knows them
 * @throws {TransportError} when that is not possible, with what to do about it
 */
export function openTransport(name: string, options: OpenDeviceOptions = {}): Transport {
  const transport = openPlain(name, options);
  return options.onTrace === undefined ? transport : traced(transport, options.onTrace);
}

function openPlain(name: string, options: OpenDeviceOptions): Transport {
  const meaning = parseDeviceName(name);
  switch (meaning?.kind) {
    case "node":
      return openSgIo(meaning.path, options);
    case "windows":
      return openSpti(meaning.path, undefined, { exclusive: options.exclusive ?? true });
    case "bus":
      return Deno.build.os === "windows"
        ? openSpti(windowsName(meaning.place), undefined, { exclusive: options.exclusive ?? true })
        : openSgIo(nodeAt(meaning.place, name), { ...options, name });
    case "iscsi":
      return openIscsi(meaning.url);
    case "virtual":
      return openVirtualDevice(name, { readOnly: options.readOnly ?? false });
    case undefined:
      throw new TransportError(name, "missing", `Cannot open ${name}: this is no drive`, {
        hint: "name one like /dev/sr0, iscsi://HOST/TARGET/LUN or virtual:PATH; see: discglow devices",
      });
  }
}

/** The node of the device at a place on a bus. */
export function nodeAt(place: BusPlace, name: string, roots: LinuxRoots = {}): string {
  const nodes = allNodes(roots).find(({ address: [host, channel, target, lun] }) =>
    host === place.host && target === place.target && lun === place.lun &&
    (place.channel === undefined || channel === place.channel)
  );
  const node = nodes?.block ?? nodes?.generic;
  if (node !== undefined) return `${roots.dev ?? "/dev"}/${node}`;
  throw new TransportError(name, "missing", `Cannot open ${name}: there is no device at that place`, {
    hint: "see what there is with: discglow devices",
  });
}
