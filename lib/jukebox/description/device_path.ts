/**
 * The names of drives and changers in a description.
 *
 * @module
 */

import { dirname, resolve } from "node:path";
import { parseDeviceName } from "../../devices/names.ts";
import type { DeviceType } from "../model.ts";
import type { DescriptionLine } from "./lines.ts";
import { refuseLine } from "./refusal.ts";

const VIRTUAL = "virtual:";
const SERIAL_PORT = /^(?:com\d+:|\/dev\/tty\w*)/i;

/** The name to open a drive or changer by; what is held in files is meant from the description's folder on. */
export function devicePath({ key, value, line }: DescriptionLine, file: string, label: string): string {
  const name = parseDeviceName(value);
  if (name?.kind === "virtual") {
    if (name.path === "") throw refuseLine(label, line, `${value} names no file`);
    return VIRTUAL + resolve(dirname(file), name.path);
  }
  if (name !== undefined) return value;
  if (key === "robot" && SERIAL_PORT.test(value)) {
    throw refuseLine(label, line, `${value} is a serial port: changers are driven by SCSI commands only`);
  }
  throw refuseLine(label, line, `${value} is no name of a device`, hintFor(value));
}

/** The file of an image; `virtual:` in front of it means the same. */
export function imagePath({ value, line }: DescriptionLine, file: string, label: string): string {
  const kind = parseDeviceName(value)?.kind;
  if (kind !== undefined && kind !== "virtual") {
    throw refuseLine(label, line, `${value} is a device, and an image is a file`);
  }
  const path = kind === "virtual" ? value.slice(VIRTUAL.length) : value;
  if (path === "") throw refuseLine(label, line, `${value} names no file`);
  return resolve(dirname(file), path);
}

/** Reads the path of a line that names a drive. */
export function drivePath(line: DescriptionLine, type: DeviceType, file: string, label: string): string {
  return type === "image" ? imagePath(line, file, label) : devicePath(line, file, label);
}

function hintFor(value: string): string {
  if (/\s#/.test(value)) return "a comment stands in a line of its own";
  return "name one like /dev/sr0, iscsi://HOST/TARGET/LUN or virtual:PATH; see: discglow devices";
}
