/**
 * Writes a device description.
 *
 * @module
 */

import type { DeviceDescription } from "./description.ts";
import { formatSlotList } from "../slot_list.ts";

/** What is written of a description. */
export type WrittenDescription = Pick<DeviceDescription, "type" | "robot" | "disks" | "save"> & {
  readonly drives: readonly WrittenDrive[];
};

/** A drive's line. */
export interface WrittenDrive {
  readonly path: string;
  readonly recorder: boolean;
  /** Stands in front of it. */
  readonly comment?: string | undefined;
}

/**
 * Writes a description as {@linkcode parseDescription} reads it.
 *
 * @param comments stand at its top
 */
export function formatDescription(description: WrittenDescription, comments: readonly string[] = []): string {
  const { type, robot, drives, disks, save } = description;
  const lines = [...comments.map(commentLine), `device=${type}`];
  if (robot !== undefined) lines.push(`robot=${robot}`);
  for (const { path, recorder, comment } of drives) {
    if (comment !== undefined) lines.push(commentLine(comment));
    lines.push(`${recorder ? "recorder" : "drive"}=${path}`);
  }
  if (disks !== undefined) lines.push(`disks=${formatSlotList(disks)}`);
  if (save !== undefined) lines.push(`save=${save}`);
  return `${lines.join("\n")}\n`;
}

function commentLine(text: string): string {
  return `# ${text.replace(/[\r\n]+/g, " ")}`;
}
