/**
 * Every drive and changer that the system knows of.
 *
 * @module
 */

import { type LinuxRoots, readText } from "../scsi/linux_files.ts";
import { allNodes, type ScsiNodes } from "../scsi/scsi_nodes.ts";
import { listWindows } from "./list_windows.ts";
import { classicName, DRIVE_TYPES } from "./names.ts";

/** One device. */
export interface DeviceListing {
  /** The name to use. */
  readonly name: string;
  /** Its other names. */
  readonly names: readonly string[];
  /** What it is. */
  readonly kind: "drive" | "changer";
  /** Who made it. */
  readonly vendor: string;
  /** What it is called. */
  readonly product: string;
  /** Version of its firmware. */
  readonly revision: string;
}

/**
 * Lists the devices of this machine. Nothing is sent to them on Linux; what is reached over the network or held in
 * a file is not listed, as only its user knows of it.
 */
export function listDevices(roots: LinuxRoots = {}): DeviceListing[] {
  if (Deno.build.os === "windows") return listWindows();
  return allNodes(roots).flatMap((nodes) => listing(nodes, roots.dev ?? "/dev"));
}

function listing(nodes: ScsiNodes, dev: string): DeviceListing[] {
  const kind = nodes.type === undefined ? undefined : DRIVE_TYPES[nodes.type];
  const own = [nodes.block, nodes.generic].filter((name) => name !== undefined).map((name) =>
    `${dev}/${name}`
  );
  const [name, ...others] = own;
  if (kind === undefined || name === undefined) return [];
  const [host, channel, target, lun] = nodes.address;
  const text = (attribute: string) => readText(`${nodes.folder}/${attribute}`)?.trim() ?? "";
  return [{
    name,
    names: [...others, classicName({ host, channel, target, lun })],
    kind,
    vendor: text("vendor"),
    product: text("model"),
    revision: text("rev"),
  }];
}
