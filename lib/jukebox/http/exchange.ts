/**
 * One request from its first line to the last byte of its answer.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { JukeboxError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { JukeboxService } from "../service.ts";
import { admit } from "./admission.ts";
import type { Answer } from "./answer.ts";
import { readJson } from "./body.ts";
import type { EventHub } from "./events/event_hub.ts";
import { clientOf, type Peer } from "./identity.ts";
import type { HttpLimits } from "./limits.ts";
import type { HttpMetrics } from "./metrics/http_metrics.ts";
import { readValues } from "./read_values.ts";
import { refusalOf } from "./refusal.ts";
import type { Router } from "./router.ts";
import { send } from "./send.ts";
import type { Tokens } from "./tokens.ts";

/** What all exchanges share. */
export interface Exchanges {
  readonly service: JukeboxService;
  readonly router: Router;
  readonly hub: EventHub;
  readonly metrics: HttpMetrics;
  readonly limits: HttpLimits;
  readonly log: Log;
  readonly tokens: Tokens | undefined;
  /** Comes when the server closes. */
  readonly closing: AbortSignal;
}

/** Methods that the metrics tell apart. */
const METHODS: ReadonlySet<string | undefined> = new Set(["GET", "POST", "PUT", "DELETE"]);
/** Milliseconds for a client to see that its request is refused and to stop sending. */
const LINGER = 1000;
/** Status in the metrics when the client went away first. */
const GONE = 499;

/** Answers a request. Never throws. */
export async function exchange(
  shared: Exchanges,
  request: IncomingMessage,
  response: ServerResponse,
  peer: Peer,
): Promise<void> {
  const { metrics, closing, limits, log } = shared;
  const started = performance.now();
  const ended = new AbortController();
  const end = () => ended.abort();
  const seen = { route: "none" };
  metrics.begin();
  response.once("close", end);
  response.on("error", end);
  closing.addEventListener("abort", end);
  try {
    await send(response, await answerOf(shared, request, peer, ended.signal, seen), limits, closeIf(closing));
  } catch (error) {
    await refuse(error, request, response, limits, log).catch(() => response.destroy());
  } finally {
    closing.removeEventListener("abort", end);
    const status = response.writableFinished ? response.statusCode : GONE;
    const method = METHODS.has(request.method) ? request.method! : "other";
    const milliseconds = performance.now() - started;
    metrics.end(method, seen.route, status, milliseconds / 1000);
    log.write(6, "=", `${method} ${seen.route}: ${status} after ${Math.round(milliseconds)} ms`);
  }
}

async function answerOf(
  shared: Exchanges,
  request: IncomingMessage,
  peer: Peer,
  signal: AbortSignal,
  seen: { route: string },
): Promise<Answer> {
  const { service, router, hub, metrics, limits, tokens, closing } = shared;
  if (closing.aborted) throw new JukeboxError("load", "Cannot fulfil the request: the server ends");
  if (peer.running > limits.requests) {
    throw new JukeboxError(
      "load",
      `Cannot fulfil the request: ${limits.requests} others are being worked on`,
    );
  }
  const role = admit(request, peer, tokens);
  const [path, query] = splitTarget(request.url ?? "");
  const match = router.find(request.method ?? "", path);
  const { route } = match;
  seen.route = route.path;
  if (route.role === "operator" && role !== "operator") {
    throw new JukeboxError("role", "Cannot fulfil the request: this token may only look", {
      hint: "use the token of an operator",
    });
  }
  if (route.local === true && peer.remote !== undefined) {
    throw new JukeboxError(
      "role",
      "Cannot fulfil the request: it is only for clients on the server's machine",
    );
  }
  const values = readValues(match, query, await readJson(request, limits, signal));
  const header = (name: string) => [request.headers[name]].flat()[0];
  const client = () => clientOf(request.headers, peer, role);
  return await route.handle({ service, limits, hub, metrics, values, signal, header, client });
}

/** What has begun to go out cannot become an error: then breaking off is the only honest answer. */
async function refuse(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  limits: HttpLimits,
  log: Log,
): Promise<void> {
  const { status, headers, body, unforeseen } = refusalOf(error);
  if (unforeseen && !response.destroyed) log.error(2, "=", error);
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  // What is left of a body that nobody reads must not be taken for the next request.
  const last = request.complete ? {} : { connection: "close" };
  const left = request.complete ? undefined : discard(request);
  await send(response, { kind: "json", status, value: body }, limits, { ...headers, ...last });
  await left;
}

/** Were the connection closed while the client still sends, the answer might not reach it (RFC 9112, 9.6). */
async function discard(request: IncomingMessage): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LINGER);
  for (const event of ["end", "error", "close"]) request.once(event, () => resolve());
  request.resume();
  await promise;
  clearTimeout(timer);
  request.socket.destroySoon();
}

function closeIf(closing: AbortSignal): Readonly<Record<string, string>> {
  return closing.aborted ? { connection: "close" } : {};
}

/** Clients that take the socket for a proxy send the whole URL (RFC 9112, 3.2.2). */
function splitTarget(target: string): [path: string, query: string] {
  const text = target.replace(/^http:\/\/[^/?#]*/i, "");
  const at = text.indexOf("?");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
