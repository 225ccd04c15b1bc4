/**
 * Opens the drive that a command is about.
 *
 * @module
 */

import { parseDeviceName } from "../devices/names.ts";
import { openTransport } from "../devices/open.ts";
import { DiscglowError } from "../errors.ts";
import { Drive } from "../mmc/drive.ts";
import type { Transport } from "../scsi/transport.ts";
import type { Output } from "./output.ts";

/** How a drive is used. */
export interface DriveUse {
  /** Whether nobody else may use it meanwhile; without it a mounted disc can be looked at, but not changed. */
  readonly exclusive: boolean;
  /** Where every command is shown with its answer, when that is asked. */
  readonly trace: Output | undefined;
}

/** Opens a drive by its name. */
export function openDrive(name: string, use: DriveUse): Drive {
  wantDevice(name);
  const drive = new Drive(openTraced(name, use));
  try {
    wantDrive(name, drive.inquiry().peripheralType);
    return drive;
  } catch (error) {
    drive.close();
    throw error;
  }
}

/** Opens a device that may be no drive. */
export function openTraced(name: string, { exclusive, trace }: DriveUse): Transport {
  return openTransport(name, {
    exclusive,
    readOnly: !exclusive,
    ...(trace === undefined ? {} : { onTrace: (line) => showTrace(trace, line) }),
  });
}

/** Shows a command and its answer on standard error. */
export function showTrace(output: Output, line: string): void {
  if (output.json) output.event({ event: "trace", line });
  else output.message(line);
}

/** What a device is called by its peripheral type (SPC-4 6.4.2). */
export function deviceTypeName(type: number): string | undefined {
  return DEVICE_TYPES[type];
}

/** Whether a device is a drive for CD, DVD or BD. */
export function isDriveType(type: number): boolean {
  return type === 5;
}

const DEVICE_TYPES: Readonly<Record<number, string>> = { 0: "disk", 1: "tape", 5: "drive", 8: "changer" };

function wantDrive(name: string, type: number): void {
  if (isDriveType(type)) return;
  const what = deviceTypeName(type);
  throw new DiscglowError(
    `Cannot use ${name} as a drive: it is ${what === undefined ? `a device of type ${type}` : `a ${what}`}`,
    { hint: "discglow devices lists the drives" },
  );
}

function wantDevice(name: string): void {
  if (parseDeviceName(name) !== undefined) return;
  throw new DiscglowError(`Cannot use ${name} as a drive: it is the name of no device`, {
    hint: `discglow devices lists the drives; a disc in a file is written virtual:${name}`,
  });
}
