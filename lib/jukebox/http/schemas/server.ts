/**
 * The server itself: status, parameters, errors, events.
 *
 * @module
 */

import { REFUSAL } from "../../errors.ts";
import { PARAMETERS } from "../../parameters.ts";
import { type JsonSchema, list, named, object, oneOf, text, textOrNull, whole } from "../json_schema.ts";

function event(name: string, fields: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return object({ event: { type: "string", const: name }, ...fields });
}

/** Schemas of `ServerStatus`, `ParameterStatus`, `Event` and `Error`. */
export const SERVER_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ServerStatus: object({
    version: text(),
    pid: whole(1),
    startedAt: text(),
    devices: list(named("DeviceStatus")),
    jobsRunning: whole(),
    jobsQueued: whole(),
    discs: whole(),
    files: whole(),
  }),
  ParameterStatus: object({
    name: oneOf(...Object.keys(PARAMETERS)),
    value: { type: "integer" },
    help: text(),
    unit: text(),
    default: { type: "integer" },
    min: { type: "integer" },
    max: { type: "integer" },
  }),
  Event: {
    anyOf: [
      event("device", { device: named("DeviceStatus") }),
      event("gone", { name: text() }),
      event("disc", { disc: named("Disc") }),
      event("job", { job: named("Job") }),
      event("job-disc", { job: whole(1), disc: named("JobDisc") }),
      event("job-log", { job: whole(1), line: named("LogLine") }),
    ],
    description: "Data of one server-sent event.",
  },
  Error: object({
    error: text("one sentence without a final period"),
    kind: oneOf(...Object.keys(REFUSAL)),
    number: { type: "integer", description: "the classic error number; -1 for errors in general" },
    hint: textOrNull("what to do"),
  }),
};
