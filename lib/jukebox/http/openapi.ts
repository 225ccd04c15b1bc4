/**
 * The OpenAPI 3.1 document, made from the routes.
 *
 * @module
 */

import { named } from "./json_schema.ts";
import type { Route, RouteParameter } from "./route.ts";
import { SCHEMAS } from "./schemas/all.ts";

type Json = Readonly<Record<string, unknown>>;

/** Describes routes. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "discglow",
      version,
      summary: "A jukebox for optical discs: devices, discs, jobs",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, {}],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "Over TCP only; whoever may open the unix socket is an operator.",
        },
      },
    },
  };
}

function operationOf(route: Route): Json {
  const { operation, summary, role, local, parameters, body, bodyOptional } = route;
  const who = role === "read" ? "Roles read and operator." : "Role operator.";
  return {
    operationId: operation,
    summary,
    description: local ? `${who} Only over the unix socket.` : who,
    tags: [tagOf(route.path)],
    ...(parameters === undefined ? {} : { parameters: parameters.map(parameterOf) }),
    ...(body === undefined ? {} : {
      requestBody: { required: bodyOptional !== true, content: { "application/json": { schema: body } } },
    }),
    responses: { [route.answer.status]: answerOf(route), default: ERROR },
  };
}

const ERROR: Json = {
  description: "what is wrong",
  content: { "application/json": { schema: named("Error") } },
};

function answerOf({ answer: { description, schema, mediaType } }: Route): Json {
  if (schema !== undefined) return { description, content: { "application/json": { schema } } };
  if (mediaType === undefined) return { description };
  return { description, content: { [mediaType]: {} } };
}

function parameterOf({ name, in: place, required, description, schema }: RouteParameter): Json {
  return {
    name,
    in: place,
    required: place === "path" || required === true,
    description,
    schema,
    ...(schema.type === "array" ? { style: "form", explode: false } : {}),
  };
}

function tagOf(path: string): string {
  return /^\/v1\/([a-z]+)/.exec(path)?.[1] ?? "server";
}
