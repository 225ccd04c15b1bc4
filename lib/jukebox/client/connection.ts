/**
 * HTTP to one server.
 *
 * @module
 */

import { reasonOf, StoppedError } from "../../errors.ts";
import { JukeboxError, REFUSAL, type RefusalKind } from "../errors.ts";
import { type Address, parseAddress } from "./address.ts";
import { CLIENT_HEADER, localHolder, PROCESS_HEADER } from "./holder.ts";

/** What is asked for. */
export interface Asked {
  /** Parameters behind the question mark; those that are `undefined` are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** JSON body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A way to one server; connections are made when they are needed and kept for the next request. */
export class Connection implements Disposable {
  /** As the user wrote it. */
  readonly address: string;
  /** Over a unix socket. */
  readonly local: boolean;
  readonly #client: Deno.HttpClient;
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** Sends nothing yet. */
  constructor(address: string, token: string | undefined) {
    const parsed = parseAddress(address);
    this.address = address;
    this.local = parsed.kind === "unix";
    // Both are named as proxies, so that the proxies of the environment have no say.
    this.#client = Deno.createHttpClient({ proxy: proxyOf(parsed), http2: false });
    this.#base = parsed.kind === "unix" ? "http://localhost" : `http://${parsed.host}:${parsed.port}`;
    this.#headers = parsed.kind === "unix" ? holderHeaders() : tokenHeaders(token);
  }

  /**
   * Sends a request and waits for the beginning of its answer.
   *
   * @throws {JukeboxError} when nobody is there, or the server refuses
   * @throws {StoppedError} when the signal comes
   */
  async send(method: string, path: string, asked: Asked = {}): Promise<Response> {
    const { query = {}, body, headers, signal } = asked;
    const words = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(words.map(([name, value]) => [name, String(value)]));
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    let response: Response;
    try {
      response = await fetch(`${this.#base}${path}${search.size === 0 ? "" : `?${search}`}`, {
        ...{ method, client: this.#client, redirect: "error", ...sent },
        ...{ headers: { ...this.#headers, ...type, ...headers }, signal: signal ?? null },
      });
    } catch (error) {
      throw this.failure(error, signal);
    }
    if (!response.ok) throw await this.#refusal(response, signal);
    return response;
  }

  /** Sends a request and reads its JSON answer. */
  async json<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
    const response = await this.send(method, path, asked);
    try {
      return await response.json() as T;
    } catch (error) {
      throw this.failure(error, asked.signal);
    }
  }

  /** Sends a request whose answer has no body. */
  async done(method: string, path: string, asked: Asked = {}): Promise<void> {
    await (await this.send(method, path, asked)).body?.cancel();
  }

  /** What went wrong on the way, in words. */
  failure(error: unknown, signal: AbortSignal | undefined): Error {
    if (signal?.aborted) return new StoppedError("Stopped while the server was at work", { cause: error });
    const text = wholeOf(error);
    // Some ports belong to other services, and the runtime never asks there.
    const reached = !/client error \(Connect\)|port \d+ are blocked/.test(text);
    const reason = reasonOf(text.replace(/^.*: client error \(\w+\): (\w+ (connect )?error: )?/s, ""));
    const message = reached
      ? `Cannot go on with the server at ${this.address}: the connection has broken off: ${reason}`
      : `Cannot reach the server at ${this.address}: ${reason}`;
    const hint = reached
      ? "see whether it still runs"
      : reason.startsWith("permission denied")
      ? "ls -l shows which group may use the socket; you have to be one of its members"
      : "start one with discglow serve --config discglow.toml";
    return new JukeboxError("failed", message, { cause: error, hint });
  }

  /** Closes all connections. */
  close(): void {
    try {
      this.#client.close();
    } catch {
      // It is closed.
    }
  }

  /** Closes all connections. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #refusal(response: Response, signal: AbortSignal | undefined): Promise<Error> {
    let text: string;
    try {
      text = await response.text();
    } catch (error) {
      return this.failure(error, signal);
    }
    return refusalOf(text) ??
      new JukeboxError("failed", `Cannot talk to ${this.address}: it is no discglow server`, {
        hint: `it answered with HTTP status ${response.status}`,
      });
  }
}

/** The runtime's own words are in the innermost cause. */
function wholeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : wholeOf(error.cause);
}

function refusalOf(text: string): JukeboxError | undefined {
  try {
    const { error, kind, hint } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof error !== "string" || typeof kind !== "string" || !Object.hasOwn(REFUSAL, kind)) {
      return undefined;
    }
    return new JukeboxError(kind as RefusalKind, error, {
      hint: typeof hint === "string" ? hint : undefined,
    });
  } catch {
    return undefined;
  }
}

function proxyOf(address: Address): Deno.Proxy {
  if (address.kind === "unix") return { transport: "unix", path: address.path };
  return { transport: "tcp", hostname: address.host.replace(/^\[|\]$/g, ""), port: address.port };
}

function holderHeaders(): Record<string, string> {
  const { who, pid, pidStarted } = localHolder();
  const headers = { [CLIENT_HEADER]: encodeURIComponent(who) };
  return pidStarted === null ? headers : { ...headers, [PROCESS_HEADER]: `${pid}/${pidStarted}` };
}

function tokenHeaders(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
