/**
 * Who uses a device: mounts, programs, and devices made of it (Linux).
 *
 * @module
 */

import { linkTarget, type LinuxRoots, listNames, readText } from "./linux_files.ts";
import { nodesOf } from "./scsi_nodes.ts";

/** Somebody who uses a device. */
export interface Holder {
  /** A mounted file system, a program with the device open, or another device made of it. */
  readonly kind: "mount" | "program" | "device";
  /** What to say about it, to follow «the device is»: `mounted at /mnt`. */
  readonly words: string;
  /** What ends it. */
  readonly hint: string;
  /** Number of the process, where it is one. */
  readonly process?: number;
}

/** Everybody who uses a device by either of its nodes, ourselves included; only whom we may see. */
export function holdersOf(path: string, roots: LinuxRoots = {}): Holder[] {
  const dev = roots.dev ?? "/dev";
  const nodes = nodesOf(path, roots);
  const names = new Set([path]);
  for (const name of [nodes?.block, nodes?.generic]) if (name !== undefined) names.add(`${dev}/${name}`);
  return [
    ...mountsOf(path, roots),
    ...devicesOn(nodes?.block, roots),
    ...programsWith(names, roots),
  ];
}

/** Where a drive's disc is mounted. */
export function mountsOf(path: string, roots: LinuxRoots = {}): Holder[] {
  const block = nodesOf(path, roots)?.block;
  const numbers = block === undefined
    ? undefined
    : readText(`${roots.sys ?? "/sys"}/class/block/${block}/dev`);
  const holders: Holder[] = [];
  // proc(5): mount identifier, parent, major:minor, root, mount point, …
  for (const line of readText(`${roots.proc ?? "/proc"}/self/mountinfo`)?.split("\n") ?? []) {
    const [, , device, , point] = line.split(" ");
    if (device === undefined || point === undefined || device !== numbers) continue;
    const where = unescape(point);
    holders.push({
      kind: "mount",
      words: `mounted at ${where}`,
      hint: `unmount it: umount ${quoted(where)}`,
    });
  }
  return holders;
}

function devicesOn(block: string | undefined, roots: LinuxRoots): Holder[] {
  if (block === undefined) return [];
  return listNames(`${roots.sys ?? "/sys"}/class/block/${block}/holders`).map((name) => ({
    kind: "device",
    words: `part of the device ${name}`,
    hint: `take ${name} down first`,
  }));
}

function programsWith(names: ReadonlySet<string>, roots: LinuxRoots): Holder[] {
  const proc = roots.proc ?? "/proc";
  const holders: Holder[] = [];
  for (const process of listNames(proc)) {
    if (!/^\d+$/.test(process)) continue;
    const files = listNames(`${proc}/${process}/fd`);
    if (!files.some((file) => names.has(linkTarget(`${proc}/${process}/fd/${file}`) ?? ""))) continue;
    const program = readText(`${proc}/${process}/comm`) ?? "a program";
    holders.push({
      kind: "program",
      words: `in use by ${program} (process ${process})`,
      hint: `end ${program}, or wait until it is done`,
      process: Number(process),
    });
  }
  return holders;
}

/** Blanks and backslashes stand in octal in the kernel's list of mounts. */
function unescape(point: string): string {
  return point.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w/.:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
