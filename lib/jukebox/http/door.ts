/**
 * Takes connections and their requests, but not more than there is room for.
 *
 * @module
 */

import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { exchange, type Exchanges } from "./exchange.ts";

/**
 * One way in, with its connections. Each way has the limits for itself: a network of strangers who have no token
 * must not lock out those who come by the unix socket.
 */
export class Door {
  readonly #shared: Exchanges;
  readonly #local: boolean;
  /** Connections with the number of their requests. */
  readonly #busy = new Map<Socket, number>();
  /** Requests that are being worked on, those of clients that have gone included. */
  #running = 0;

  /**
   * Nothing listens yet.
   *
   * @param local for the unix socket
   */
  constructor(shared: Exchanges, local: boolean) {
    this.#shared = shared;
    this.#local = local;
  }

  /** A server that is bound nowhere yet. */
  create(): Server {
    const { limits } = this.#shared;
    const server = createServer({
      maxHeaderSize: limits.headers,
      // Its absence is refused in our own words.
      requireHostHeader: false,
      headersTimeout: limits.headerSeconds * 1000,
      requestTimeout: (limits.headerSeconds + limits.bodySeconds) * 1000,
      keepAliveTimeout: limits.idleSeconds * 1000,
      connectionsCheckingInterval: Math.min(limits.headerSeconds * 500, 5000),
    }, (request, response) => {
      const { socket } = request;
      const remote = this.#local ? undefined : socket.remoteAddress ?? "unknown";
      this.#change(socket, 1);
      const running = ++this.#running;
      void exchange(this.#shared, request, response, { remote, running }).then(() => {
        this.#running--;
        this.#change(socket, -1);
      });
    });
    server.on("connection", (socket: Socket) => this.#take(socket));
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => sendFault(error, socket));
    return server;
  }

  /** Closes the connections that nothing is asked over; the others follow when they are done. */
  closeIdle(): void {
    for (const [socket, running] of this.#busy) if (running === 0) socket.destroy();
  }

  /** Closes all connections. */
  closeAll(): void {
    for (const socket of this.#busy.keys()) socket.destroy();
  }

  #take(socket: Socket): void {
    const { limits, metrics, closing } = this.#shared;
    this.#busy.set(socket, 0);
    socket.once("close", () => this.#busy.delete(socket));
    if (closing.aborted) return void socket.destroy();
    if (this.#busy.size <= limits.connections) return;
    metrics.refuse();
    socket.end(
      rawAnswer("503 Service Unavailable", "load", "too many connections are open", "Retry-After: 1\r\n"),
    );
    socket.destroySoon();
  }

  #change(socket: Socket, by: number): void {
    const running = this.#busy.get(socket);
    if (running === undefined) return;
    this.#busy.set(socket, running + by);
    if (this.#shared.closing.aborted && running + by === 0) socket.destroySoon();
  }
}

function sendFault(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, words] = FAULTS[error.code ?? ""] ?? ["400 Bad Request", "it is not HTTP"];
  socket.end(rawAnswer(status, "usage", words));
  socket.destroySoon();
}

const FAULTS: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "its headers are too long"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "it takes too long"],
};

function rawAnswer(status: string, kind: string, words: string, headers = ""): string {
  const number = kind === "load" ? 11 : -1;
  const body = `${
    JSON.stringify({ error: `Cannot fulfil the request: ${words}`, kind, number, hint: null })
  }\n`;
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${headers}` +
    `Connection: close\r\n\r\n${body}`;
}
