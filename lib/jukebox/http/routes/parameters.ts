/**
 * Parameters that several routes have in common.
 *
 * @module
 */

import type { JsonSchema } from "../json_schema.ts";
import type { RouteParameter } from "../route.ts";

/** Names of devices: base names of files, hence no slashes. */
export const DEVICE_NAME_SCHEMA: JsonSchema = {
  type: "string",
  minLength: 1,
  maxLength: 128,
  pattern: "^[^/\\\\\\u0000-\\u001f]+$",
};

/** Logical number of a drive. */
export const DRIVE_SCHEMA: JsonSchema = { type: "integer", minimum: 1, maximum: 65535 };

/** Ids of discs and jobs. */
const ID_SCHEMA: JsonSchema = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER };

/** A device in the path. */
export const DEVICE_NAME: RouteParameter = {
  name: "name",
  in: "path",
  description: "name of the device, with or without .dev",
  schema: DEVICE_NAME_SCHEMA,
};

/** A drive in the path. */
export const DRIVE: RouteParameter = {
  name: "drive",
  in: "path",
  description: "logical number of the drive",
  schema: DRIVE_SCHEMA,
};

/** A job or disc in the path. */
export const ID: RouteParameter = { name: "id", in: "path", description: "its number", schema: ID_SCHEMA };

/** Only of one device. */
export const OF_DEVICE: RouteParameter = {
  name: "device",
  in: "query",
  description: "only of this device",
  schema: DEVICE_NAME_SCHEMA,
};

/** Only of one job. */
export const OF_JOB: RouteParameter = {
  name: "job",
  in: "query",
  description: "only of this job",
  schema: ID_SCHEMA,
};
