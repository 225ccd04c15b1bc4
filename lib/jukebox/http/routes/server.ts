/**
 * The server itself: status, parameters, log, backup, end.
 *
 * @module
 */

import { DONE, json } from "../answer.ts";
import { list, named, object } from "../json_schema.ts";
import { HttpRefusal } from "../refusal.ts";
import type { Route } from "../route.ts";

/** Routes of the server as a whole. */
export const SERVER_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/status",
    operation: "status",
    summary: "The server and all its devices",
    role: "read",
    answer: { status: 200, description: "the status", schema: named("ServerStatus") },
    handle: ({ service }) => json(service.status()),
  },
  {
    method: "GET",
    path: "/v1/parameters",
    operation: "parameters",
    summary: "All parameters with their values",
    role: "read",
    answer: { status: 200, description: "the parameters", schema: list(named("ParameterStatus")) },
    handle: ({ service }) => json(service.parameters()),
  },
  {
    method: "PUT",
    path: "/v1/parameters/{parameter}",
    operation: "setParameter",
    summary: "Changes a parameter",
    role: "operator",
    parameters: [{
      name: "parameter",
      in: "path",
      description: "its name",
      schema: { type: "string", minLength: 1, maxLength: 64 },
    }],
    body: object({ value: { type: "number" } }),
    answer: { status: 200, description: "the parameter", schema: named("ParameterStatus") },
    handle: ({ service, values, client }) =>
      json(service.setParameter(values.text("parameter"), values.number("value"), client())),
  },
  {
    method: "POST",
    path: "/v1/log",
    operation: "logMessage",
    summary: "Puts a line into the server's log",
    role: "operator",
    body: object({
      text: { type: "string", minLength: 1, maxLength: 4096, pattern: "^[^\\u0000-\\u001f\\u007f]*$" },
      level: { type: "integer", minimum: 0, maximum: 9, default: 0 },
    }, { optional: ["level"] }),
    answer: { status: 204, description: "it is there" },
    handle: ({ service, values, client }) => {
      service.logMessage(values.text("text"), values.number("level", 0), client());
      return DONE;
    },
  },
  {
    method: "POST",
    path: "/v1/backup",
    operation: "backup",
    summary: "Copies the database to a new file on the server's machine; only over the unix socket",
    role: "operator",
    local: true,
    body: object({ path: { type: "string", minLength: 1, maxLength: 4095, pattern: "^[^\\u0000]+$" } }),
    answer: { status: 204, description: "it is copied" },
    handle: async ({ service, values, client }) => {
      const path = values.text("path");
      if (!isAbsolute(path)) {
        throw new HttpRefusal(400, "usage", `Cannot copy the database to ${path}: the path is not absolute`);
      }
      await service.backup(path, client());
      return DONE;
    },
  },
  {
    method: "POST",
    path: "/v1/shutdown",
    operation: "shutdown",
    summary: "Ends the server",
    role: "operator",
    answer: { status: 204, description: "it has begun to end" },
    handle: ({ service, client }) => {
      service.shutdown(client());
      return DONE;
    },
  },
];

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}
