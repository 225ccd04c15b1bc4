/**
 * Every schema that has a name.
 *
 * @module
 */

import type { JsonSchema } from "../json_schema.ts";
import { DEVICE_SCHEMAS } from "./device.ts";
import { DISC_SCHEMAS } from "./disc.ts";
import { JOB_SCHEMAS } from "./job.ts";
import { PLACE_SCHEMAS } from "./place.ts";
import { SERVER_SCHEMAS } from "./server.ts";

/** The components of the OpenAPI document. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ...PLACE_SCHEMAS,
  ...DISC_SCHEMAS,
  ...DEVICE_SCHEMAS,
  ...JOB_SCHEMAS,
  ...SERVER_SCHEMAS,
};
