/**
 * Devices, drives, slots.
 *
 * @module
 */

import {
  flag,
  type JsonSchema,
  list,
  named,
  object,
  oneOf,
  orNull,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from "../json_schema.ts";

/** Schemas of `DeviceStatus`, `DriveStatus`, `SlotStatus` and `Holder`. */
export const DEVICE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Holder: object({
    who: text("such as archive@host1"),
    host: text(),
    pid: wholeOrNull(1, "process that is to live as long as the reservation matters"),
    pidStarted: wholeOrNull(0, "its start in clock ticks since the boot"),
    since: text(),
  }, { description: "Who holds a reserved drive." }),
  DriveStatus: object({
    number: whole(1),
    path: text("the name to open it by"),
    serial: textOrNull(),
    recorder: flag(),
    duty: oneOf("serving", "job", "reserved", "failed"),
    activity: textOrNull(),
    holder: orNull(named("Holder")),
    holderGone: flag("the holder's process is no longer there"),
    disc: orNull(named("Disc")),
    slot: wholeOrNull(1, "its disc came from there"),
    waiting: whole(0, "requests that wait for it"),
    trouble: textOrNull(),
  }),
  DeviceStatus: object({
    name: text(),
    type: orNull(oneOf("scsi2", "single", "tower", "image")),
    state: oneOf("attaching", "attached", "halted", "failed"),
    robot: textOrNull(),
    model: textOrNull("of the changer"),
    serial: textOrNull(),
    slots: whole(),
    mailSlots: whole(),
    drives: list(named("DriveStatus")),
    trouble: textOrNull(),
  }),
  SlotStatus: object({
    kind: oneOf("slot", "mail"),
    number: whole(1),
    full: flag("the changer says that something is in it"),
    barcode: textOrNull(),
    disc: orNull(named("Disc")),
    inDrive: wholeOrNull(1, "this slot's disc is in that drive now"),
  }),
};
