/**
 * Devices: what they are, taking them under control and letting them go.
 *
 * @module
 */

import { DONE, json } from "../answer.ts";
import { list, named, object, orNull, whole } from "../json_schema.ts";
import type { Route } from "../route.ts";
import { DEVICE_NAME, DRIVE_SCHEMA } from "./parameters.ts";

/** Routes below `/v1/devices`. */
export const DEVICE_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/devices",
    operation: "devices",
    summary: "All devices that are under control",
    role: "read",
    answer: { status: 200, description: "the devices", schema: list(named("DeviceStatus")) },
    handle: ({ service }) => json(service.status().devices),
  },
  {
    method: "GET",
    path: "/v1/devices/{name}",
    operation: "device",
    summary: "One device with its drives",
    role: "read",
    parameters: [DEVICE_NAME],
    answer: { status: 200, description: "the device", schema: named("DeviceStatus") },
    handle: ({ service, values }) => json(service.device(values.text("name"))),
  },
  {
    method: "GET",
    path: "/v1/devices/{name}/slots",
    operation: "slots",
    summary: "Slots and mail slots of a device with their discs",
    role: "read",
    parameters: [DEVICE_NAME],
    answer: { status: 200, description: "the slots", schema: list(named("SlotStatus")) },
    handle: ({ service, values }) => json(service.slots(values.text("name"))),
  },
  {
    method: "POST",
    path: "/v1/devices/{name}/attach",
    operation: "attach",
    summary: "Takes the device of a description file under control; the job inspects its slots",
    role: "operator",
    parameters: [DEVICE_NAME],
    answer: {
      status: 200,
      description: "the device and the job, if there is anything to inspect",
      schema: object({ device: named("DeviceStatus"), job: orNull(named("Job")) }),
    },
    handle: async ({ service, values, client }) => json(await service.attach(values.text("name"), client())),
  },
  {
    method: "POST",
    path: "/v1/devices/{name}/detach",
    operation: "detach",
    summary: "Lets a device go",
    role: "operator",
    parameters: [DEVICE_NAME],
    answer: { status: 204, description: "it is gone" },
    handle: async ({ service, values, client }) => {
      await service.detach(values.text("name"), client());
      return DONE;
    },
  },
  {
    method: "POST",
    path: "/v1/devices/{name}/move",
    operation: "move",
    summary: "Moves the disc of a slot into a drive, or with slot 0 the disc of the drive back",
    role: "operator",
    parameters: [DEVICE_NAME],
    body: object({ drive: DRIVE_SCHEMA, slot: { ...whole(0, "0: back"), maximum: 65535 } }),
    answer: { status: 200, description: "where the disc is now", schema: object({ place: named("Place") }) },
    handle: async ({ service, values, client }) => {
      const [name, drive, slot] = [values.text("name"), values.number("drive"), values.number("slot")];
      return json(await service.move(name, drive, slot, client()));
    },
  },
  {
    method: "POST",
    path: "/v1/devices/{name}/rescan",
    operation: "rescan",
    summary: "Makes the changer look at all its elements anew, which may take an hour",
    role: "operator",
    parameters: [DEVICE_NAME],
    answer: { status: 204, description: "done" },
    handle: async ({ service, values, client }) => {
      await service.rescan(values.text("name"), client());
      return DONE;
    },
  },
];
