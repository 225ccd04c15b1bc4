/**
 * Reads a device description.
 *
 * @module
 */

import { basename, dirname, resolve } from "node:path";
import { JukeboxError } from "../errors.ts";
import type { DeviceType } from "../model.ts";
import { parseSlotList } from "../slot_list.ts";
import type { DescribedDrive, DeviceDescription } from "./description.ts";
import { devicePath, drivePath } from "./device_path.ts";
import { deviceTypeOf } from "./device_type.ts";
import { TYPE_RULES } from "./device_types.ts";
import { type DescriptionLine, descriptionLines, type Key } from "./lines.ts";
import { refuseFile, refuseLine } from "./refusal.ts";

/** How the names of description files end. */
export const DESCRIPTION_ENDING = ".dev";

/**
 * Reads the text of a description.
 *
 * @param file its path: relative names in it are meant from its folder on
 * @throws {JukeboxError} with the number of the line that cannot be used
 */
export function parseDescription(text: string, file: string): DeviceDescription {
  const label = basename(file);
  const lines = descriptionLines(text, label);
  const type = deviceTypeOf(lines, label);
  const one = (key: Key) => lines.find((line) => line.key === key);
  checkRules(type, one, label);
  const robot = one("robot");
  return {
    name: basename(file, DESCRIPTION_ENDING),
    file,
    type,
    drives: drivesOf(lines, type, file, label),
    robot: robot === undefined ? undefined : devicePath(robot, file, label),
    disks: disksOf(one("disks"), label),
    save: savePath(one("save"), file, label),
  };
}

function checkRules(
  type: DeviceType,
  one: (key: Key) => DescriptionLine | undefined,
  label: string,
): void {
  const { what, robot: needsRobot, slots } = TYPE_RULES[type];
  const robot = one("robot");
  if (needsRobot && robot === undefined) {
    throw refuseFile(label, `no line says robot=, and ${what} needs one`, "see: discglow devices");
  }
  if (!needsRobot && robot !== undefined) {
    throw refuseLine(label, robot.line, `${what} has no robot`, "a changer with its drives is device=scsi2");
  }
  if (slots) return;
  for (const line of [one("disks"), one("save")]) {
    if (line !== undefined) {
      throw refuseLine(label, line.line, `${what} has no slots, so ${line.key} says nothing`);
    }
  }
}

function drivesOf(
  lines: readonly DescriptionLine[],
  type: DeviceType,
  file: string,
  label: string,
): DescribedDrive[] {
  const { what, drives: most } = TYPE_RULES[type];
  const drives: DescribedDrive[] = [];
  for (const line of lines) {
    if (line.key !== "drive" && line.key !== "recorder") continue;
    const path = drivePath(line, type, file, label);
    const same = drives.find((drive) => drive.path === path);
    if (same !== undefined) {
      throw refuseLine(label, line.line, `${line.value} stands in line ${same.line} already`);
    }
    if (drives.length === most) throw refuseLine(label, line.line, `${what} has not so many drives`);
    drives.push({ number: drives.length + 1, path, recorder: line.key === "recorder", line: line.line });
  }
  if (drives.length > 0) return drives;
  throw refuseFile(label, "no line names a drive", "write drive=NAME, or recorder=NAME for one that records");
}

function disksOf(line: DescriptionLine | undefined, label: string): number[] | undefined {
  if (line === undefined) return undefined;
  try {
    return parseSlotList(line.value);
  } catch (error) {
    if (!(error instanceof JukeboxError)) throw error;
    throw refuseLine(label, line.line, `${line.value} is no slot list`, error.hint);
  }
}

/** `*.sav` means a file of the description's own name. */
function savePath(line: DescriptionLine | undefined, file: string, label: string): string | undefined {
  if (line === undefined) return undefined;
  const name = line.value.replace("*", basename(file, DESCRIPTION_ENDING));
  const path = resolve(dirname(file), name);
  if (/[*?]/.test(name)) {
    throw refuseLine(label, line.line, `${line.value} is no file`, "*.sav stands for one of the same name");
  }
  if (path.endsWith(DESCRIPTION_ENDING)) {
    throw refuseLine(label, line.line, `${line.value} is a description, not a slot inventory`);
  }
  return path;
}
