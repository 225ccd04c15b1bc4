/**
 * The line `device=` of a description.
 *
 * @module
 */

import { nearest } from "../../nearest.ts";
import type { DeviceType } from "../model.ts";
import { CLASSIC_TYPES, DEVICE_TYPES, isDeviceType } from "./device_types.ts";
import type { DescriptionLine } from "./lines.ts";
import { refuseFile, refuseLine } from "./refusal.ts";

/** Reads the type, or refuses it: as mistyped, as one that is not driven here, or as missing. */
export function deviceTypeOf(lines: readonly DescriptionLine[], label: string): DeviceType {
  const found = lines.find(({ key }) => key === "device");
  const known = DEVICE_TYPES.join(", ");
  if (found === undefined) {
    throw refuseFile(label, "no line says device=", `write one of: ${known}`);
  }
  const { value, line } = found;
  if (isDeviceType(value)) return value;
  if (CLASSIC_TYPES.includes(value)) {
    throw refuseLine(
      label,
      line,
      `devices of type ${value} are not driven here`,
      `there are ${known}; a changer that understands SCSI commands is scsi2`,
    );
  }
  const near = nearest(value, [...DEVICE_TYPES, ...CLASSIC_TYPES]);
  const hint = near === undefined ? `there are ${known}` : `did you mean ${near}?`;
  throw refuseLine(label, line, `there is no device type ${value}`, hint);
}
