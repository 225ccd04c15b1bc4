/**
 * The two nodes that Linux has for one SCSI drive, `/dev/srN` and `/dev/sgN`, as its sysfs joins them.
 *
 * @module
 */

import { lastName, type LinuxRoots, listNames, readNumber, realPath, statOf } from "./linux_files.ts";

/** A SCSI device of the kernel. */
export interface ScsiNodes {
  /** Folder of the device in sysfs: its last name is host:channel:target:lun. */
  readonly folder: string;
  /** Host, channel, target and logical unit number. */
  readonly address: readonly [number, number, number, number];
  /** Peripheral device type, 5 for drives and 8 for changers. */
  readonly type: number | undefined;
  /** Name of the block device, such as `sr0`. */
  readonly block: string | undefined;
  /** Name of the generic device, such as `sg1`. */
  readonly generic: string | undefined;
}

/** The SCSI device behind a node by its numbers, whatever it is called; `undefined` when it is none. */
export function nodesOf(path: string, roots: LinuxRoots = {}): ScsiNodes | undefined {
  const info = statOf(path);
  if (info === undefined || !(info.isBlockDevice || info.isCharDevice)) return undefined;
  const kind = info.isBlockDevice ? "block" : "char";
  return nodesAt(`${roots.sys ?? "/sys"}/dev/${kind}/${deviceNumbers(info.rdev ?? 0)}/device`);
}

/** Whether a path leads to a generic node, `/dev/sgN`, whatever it is called. */
export function isGenericNode(path: string): boolean {
  return /\/sg\d+$/.test(realPath(path) ?? path);
}

/** Major and minor number as the kernel writes them: `11:0`. */
export function deviceNumbers(device: number): string {
  // The kernel uses 12 bits for the major number and 20 for the minor one, whose low 8 bits come first.
  const major = device >>> 8 & 0xfff;
  const minor = (device & 0xff) + (device >>> 12 & 0xfff00);
  return `${major}:${minor}`;
}

/** The SCSI device whose folder in sysfs a path leads to; `undefined` when it leads to none. */
export function nodesAt(path: string): ScsiNodes | undefined {
  const folder = realPath(path);
  if (folder === undefined) return undefined;
  const numbers = /^(\d+):(\d+):(\d+):(\d+)$/.exec(lastName(folder))?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [host, channel, target, lun] = numbers;
  return {
    folder,
    address: [host!, channel!, target!, lun!],
    type: readNumber(`${folder}/type`),
    block: listNames(`${folder}/block`)[0],
    generic: listNames(`${folder}/scsi_generic`)[0],
  };
}

/** All SCSI devices that the kernel has generic or CD nodes for, each once, in the order of their nodes. */
export function allNodes(roots: LinuxRoots = {}): ScsiNodes[] {
  const found = new Map<string, ScsiNodes>();
  const sys = roots.sys ?? "/sys";
  const places = [
    ...listNames(`${sys}/class/block`).filter((name) => /^sr\d+$/.test(name)).map((name) => `block/${name}`),
    ...listNames(`${sys}/class/scsi_generic`).map((name) => `scsi_generic/${name}`),
  ];
  for (const place of places) {
    const nodes = nodesAt(`${sys}/class/${place}/device`);
    if (nodes !== undefined) found.set(nodes.folder, nodes);
  }
  return [...found.values()];
}
