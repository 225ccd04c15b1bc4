/**
 * Where discs are.
 *
 * @module
 */

import { type JsonSchema, object, oneOf, textOrNull, whole } from "../json_schema.ts";

/** Schemas of `Place`. */
export const PLACE_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Place: object({
    kind: oneOf("slot", "drive", "mail", "gripper", "shelf"),
    device: textOrNull("null for the shelf"),
    number: whole(0, "from 1 within its kind and device; 0 for the shelf"),
  }, { description: "Where a disc is; the shelf is anywhere outside of all devices." }),
};
