/**
 * The table of all routes.
 *
 * @module
 */

import { json } from "../answer.ts";
import { openApiOf } from "../openapi.ts";
import type { Route } from "../route.ts";
import { DEVICE_ROUTES } from "./devices.ts";
import { DISC_ROUTES } from "./discs.ts";
import { DRIVE_ROUTES } from "./drives.ts";
import { JOB_ROUTES } from "./jobs.ts";
import { SERVER_ROUTES } from "./server.ts";
import { WATCHING_ROUTES } from "./watching.ts";

/** Describes the table that it stands in. */
const OPENAPI_ROUTE: Route = {
  method: "GET",
  path: "/openapi.json",
  operation: "openapi",
  summary: "This description",
  role: "read",
  answer: { status: 200, description: "an OpenAPI 3.1 document", schema: { type: "object" } },
  handle: ({ service }) => json(openApiOf(ROUTES, service.status().version)),
};

/** All routes. */
export const ROUTES: readonly Route[] = [
  ...SERVER_ROUTES,
  ...DEVICE_ROUTES,
  ...DRIVE_ROUTES,
  ...JOB_ROUTES,
  ...DISC_ROUTES,
  ...WATCHING_ROUTES,
  OPENAPI_ROUTE,
];
