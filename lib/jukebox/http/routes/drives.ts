/**
 * Drives: reserving them and giving them back.
 *
 * @module
 */

import { json } from "../answer.ts";
import { flag, named, object, orNull } from "../json_schema.ts";
import type { Route } from "../route.ts";
import { DEVICE_NAME, DRIVE } from "./parameters.ts";

/** Routes below `/v1/devices/{name}/drives`. */
export const DRIVE_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/devices/{name}/drives/{drive}/detach",
    operation: "detachDrive",
    summary: "Reserves a drive for the client once it has finished what it does",
    role: "operator",
    parameters: [DEVICE_NAME, DRIVE],
    answer: { status: 200, description: "the device", schema: named("DeviceStatus") },
    handle: async ({ service, values, client }) =>
      json(await service.detachDrive(values.text("name"), values.number("drive"), client())),
  },
  {
    method: "POST",
    path: "/v1/devices/{name}/drives/{drive}/attach",
    operation: "attachDrive",
    summary: "Gives a drive back; what lies in it is inspected",
    role: "operator",
    parameters: [DEVICE_NAME, DRIVE],
    body: object({ force: flag("lifts the reservation of another whose program still runs") }, {
      optional: ["force"],
    }),
    bodyOptional: true,
    answer: {
      status: 200,
      description: "the device and what lies in the drive",
      schema: object({ device: named("DeviceStatus"), disc: orNull(named("Disc")) }),
    },
    handle: async ({ service, values, client }) => {
      const [name, drive, force] = [values.text("name"), values.number("drive"), values.flag("force")];
      return json(await service.attachDrive(name, drive, force, client()));
    },
  },
];
