/**
 * The names by which users call drives and changers, on every system and as of old.
 *
 * @module
 */

import type { LinuxRoots } from "../scsi/linux_files.ts";
import { nodesOf } from "../scsi/scsi_nodes.ts";

/** What a name means. */
export type DeviceName =
  /** A node of Linux' own: `/dev/sr0`, `/dev/sg1`, `/dev/cdrom`. */
  | { readonly kind: "node"; readonly path: string }
  /** A device of Windows': `\\.\CdRom0`, `\\.\D:`, `\\.\Scsi0:`. */
  | { readonly kind: "windows"; readonly path: string }
  /** A place on a bus: `/dev/iXOS_SCSI0/6`, `\\.\p0b0t6,1`. */
  | { readonly kind: "bus"; readonly place: BusPlace }
  /** A logical unit in the network: `iscsi://…`. */
  | { readonly kind: "iscsi"; readonly url: string }
  /** A disc held in a file, a jukebox held in a folder, or one of its drives: `virtual:PATH`. */
  | { readonly kind: "virtual"; readonly path: string };

/** A place on a SCSI bus, in Linux' words: host, channel, target and logical unit. */
export interface BusPlace {
  /** Host adapter: the classic bus of UNIX, the port of Windows. */
  readonly host: number;
  /** Channel of the adapter: the path or bus of Windows; `undefined` for the first that has the target. */
  readonly channel: number | undefined;
  /** Target: the classic SCSI id. */
  readonly target: number;
  /** Logical unit. */
  readonly lun: number;
}

/** Types of peripheral devices that are driven here: C/DVD/BD drives and changers (SPC-4 6.6.2). */
export const DRIVE_TYPES: Readonly<Record<number, "drive" | "changer">> = { 5: "drive", 8: "changer" };

const NODES = /^\/dev\/(?:sr|sg|scd)\d+$/;
const CUSTOMARY_NODES = /^\/dev\/(?:cdrom|cdrw|cdwriter|dvd|dvdrw|dvdwriter|bd|bdrw)\d*$/;
const WINDOWS = /^\\\\\.\\(?:(?:CdRom|Changer)\d+|(?:[A-Z]|Scsi\d+):)$/i;
const CLASSIC_UNIX = /^\/dev\/iXOS_SCSI(\d+)\/(\d+)(?:,(\d+))?$/;
const CLASSIC_WINDOWS = /^\\\\\.\\p(\d+)b(\d+)t(\d+)(?:,(\d+))?$/i;

/**
 * Reads a name.
 *
 * @returns `undefined` for an ordinary file, pipe, disk or partition
 */
export function parseDeviceName(text: string, roots: LinuxRoots = {}): DeviceName | undefined {
  if (/^iscsi:/i.test(text)) return { kind: "iscsi", url: text };
  if (text.startsWith("virtual:")) return { kind: "virtual", path: text.slice("virtual:".length) };
  if (WINDOWS.test(text)) return { kind: "windows", path: text };
  const place = parsePlace(text);
  if (place !== undefined) return { kind: "bus", place };
  return isNode(text, roots) ? { kind: "node", path: text } : undefined;
}

function parsePlace(text: string): BusPlace | undefined {
  const unix = CLASSIC_UNIX.exec(text);
  if (unix !== null) {
    const [host, target, lun] = numbers(unix);
    return { host: host!, channel: undefined, target: target!, lun: lun! };
  }
  const windows = CLASSIC_WINDOWS.exec(text);
  if (windows !== null) {
    const [host, channel, target, lun] = numbers(windows);
    return { host: host!, channel: channel!, target: target!, lun: lun! };
  }
  return undefined;
}

/** The groups of a match; the logical unit, which comes last, may be left out when it is 0. */
function numbers(match: RegExpExecArray): number[] {
  return match.slice(1).map((digits) => Number(digits ?? 0));
}

/** Well-known names count even where nothing answers, so that the user hears of a missing drive, not of a file. */
function isNode(path: string, roots: LinuxRoots): boolean {
  if (NODES.test(path) || CUSTOMARY_NODES.test(path)) return true;
  const type = nodesOf(path, roots)?.type;
  return type !== undefined && type in DRIVE_TYPES;
}

/** The classic name of a place: `/dev/iXOS_SCSI0/6`, with the logical unit where it is not 0. */
export function classicName({ host, target, lun }: BusPlace): string {
  return `/dev/iXOS_SCSI${host}/${target}${lun === 0 ? "" : `,${lun}`}`;
}

/** The name of a place for Windows: `\\.\p0b0t6`. */
export function windowsName({ host, channel, target, lun }: BusPlace): string {
  return `\\\\.\\p${host}b${channel ?? 0}t${target}${lun === 0 ? "" : `,${lun}`}`;
}
