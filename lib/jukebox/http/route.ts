/**
 * One request that the server knows: from its route come the dispatcher, the OpenAPI document and the reference.
 *
 * @module
 */

import type { Client, JukeboxService } from "../service.ts";
import type { Answer } from "./answer.ts";
import type { EventHub } from "./events/event_hub.ts";
import type { JsonSchema } from "./json_schema.ts";
import type { HttpLimits } from "./limits.ts";
import type { HttpMetrics } from "./metrics/http_metrics.ts";
import type { Role } from "./tokens.ts";
import type { Values } from "./values.ts";

/** Methods in use. */
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** A parameter in the path or after the question mark. */
export interface RouteParameter {
  readonly name: string;
  readonly in: "path" | "query";
  /** Parameters of the path always are. */
  readonly required?: boolean;
  readonly description: string;
  /** Lists are written with commas. */
  readonly schema: JsonSchema;
}

/** What a route answers when all is well. */
export interface RouteAnswer {
  readonly status: 200 | 202 | 204;
  readonly description: string;
  /** Of the JSON body; none for other media types and empty bodies. */
  readonly schema?: JsonSchema;
  /** Of a body that is not JSON. */
  readonly mediaType?: string;
}

/** What a handler works with. */
export interface RouteContext {
  readonly service: JukeboxService;
  readonly limits: HttpLimits;
  readonly hub: EventHub;
  readonly metrics: HttpMetrics;
  /** Parameters and fields of the body, checked against the route. */
  readonly values: Values;
  /** Comes when the client goes away or the server closes. */
  readonly signal: AbortSignal;
  /** The value of a header. */
  header(name: string): string | undefined;
  /** Who asks. */
  client(): Client;
}

/** A route. */
export interface Route {
  readonly method: Method;
  /** Such as `/v1/devices/{name}`. */
  readonly path: string;
  /** Unique; the name of the service's method where there is one. */
  readonly operation: string;
  readonly summary: string;
  readonly role: Role;
  /** Only for clients on the same machine. */
  readonly local?: true;
  readonly parameters?: readonly RouteParameter[];
  /** Schema of the JSON body. */
  readonly body?: JsonSchema;
  /** The body may be left out. */
  readonly bodyOptional?: true;
  readonly answer: RouteAnswer;
  handle(context: RouteContext): Answer | Promise<Answer>;
}
