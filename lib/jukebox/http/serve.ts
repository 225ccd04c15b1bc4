/**
 * The server's door: HTTP over a unix socket, and over TCP where that is configured.
 *
 * @module
 */

import type { Server } from "node:http";
import { UsageError } from "../../errors.ts";
import type { Log } from "../log/log.ts";
import type { JukeboxService } from "../service.ts";
import { Door } from "./door.ts";
import { EventHub } from "./events/event_hub.ts";
import type { Exchanges } from "./exchange.ts";
import { HTTP_LIMITS, type HttpLimits } from "./limits.ts";
import { bindSocket, bindTcp, closeServers } from "./listeners.ts";
import { HttpMetrics } from "./metrics/http_metrics.ts";
import { Router } from "./router.ts";
import { ROUTES } from "./routes/all.ts";
import { removeSocket } from "./socket_file.ts";
import { readTokens } from "./tokens.ts";

/** Options of {@linkcode serveHttp}. */
export interface ServeOptions {
  readonly service: JukeboxService;
  /** Path of the unix socket. */
  readonly socket: string;
  /** TCP address as `host:port`; needs tokens. */
  readonly listen?: string | undefined;
  /** Path of the token file. */
  readonly tokens?: string | undefined;
  /** Limits that differ from the usual ones. */
  readonly limits?: Partial<HttpLimits> | undefined;
  readonly log: Log;
}

/** A server that answers. */
export interface HttpServer {
  /** Path of the unix socket. */
  readonly socket: string;
  /** TCP address with its port, `null` when there is none. */
  readonly address: string | null;
  /** Takes no more requests, gives those that run some seconds, and removes the socket. */
  close(): Promise<void>;
}

/**
 * Begins to answer.
 *
 * @throws {DiscglowError} when an address cannot be used
 */
export async function serveHttp(options: ServeOptions): Promise<HttpServer> {
  const { service, socket, listen, log } = options;
  const limits: HttpLimits = { ...HTTP_LIMITS, ...options.limits };
  if (listen !== undefined && options.tokens === undefined) {
    throw new UsageError(`Cannot listen at ${listen}: a TCP address needs tokens`, {
      hint: "configure tokens, a file with lines such as operator TOKEN",
    });
  }
  const tokens = options.tokens === undefined ? undefined : readTokens(options.tokens);
  const closing = new AbortController();
  const hub = new EventHub(service.events, limits);
  const shared: Exchanges = {
    ...{ service, hub, limits, log, tokens },
    router: new Router(ROUTES),
    metrics: new HttpMetrics(),
    closing: closing.signal,
  };
  const [local, network] = [new Door(shared, true), new Door(shared, false)];
  const servers: Server[] = [];
  let inode: number | null = null;
  try {
    inode = await bindSocket(local, socket, servers);
    const address = listen === undefined ? null : await bindTcp(network, listen, servers);
    let closed: Promise<void> | undefined;
    const close = async () => {
      closing.abort();
      hub.close();
      await closeServers(servers, [local, network], limits.closeSeconds);
      removeSocket(socket, inode);
    };
    return { socket, address, close: () => closed ??= close() };
  } catch (error) {
    hub.close();
    await closeServers(servers, [local, network], 0);
    removeSocket(socket, inode);
    throw error;
  }
}
