/**
 * A server over a fake service in a folder of its own, and the plainest way to talk to it: bytes on a socket.
 *
 * @module
 */

import { connect } from "../../../lib/jukebox/client/connect.ts";
import type { JukeboxClient } from "../../../lib/jukebox/client/client.ts";
import { type HttpServer, serveHttp } from "../../../lib/jukebox/http/serve.ts";
import type { HttpLimits } from "../../../lib/jukebox/http/limits.ts";
import { NO_LOG } from "../../../lib/jukebox/log/log.ts";
import { tempFolder } from "../../support/temp.ts";
import { type FakeService, fakeService } from "./fake_service.ts";

/** A token of each role. */
export const TOKENS = { read: "read-0123456789abcdef", operator: "operator-0123456789abcdef" } as const;

/** What a test works with. */
export interface Served {
  readonly service: FakeService;
  readonly server: HttpServer;
  readonly client: JukeboxClient;
  readonly socket: string;
  readonly folder: string;
  /** TCP address, where `listen` was given. */
  readonly address: string;
}

/** Options of {@linkcode served}. */
export interface ServedOptions {
  readonly limits?: Partial<HttpLimits>;
  /** Listens at a TCP port too. */
  readonly tcp?: boolean;
}

/** Runs a body against a server, which is closed whatever happens. */
export async function served(
  body: (served: Served) => void | Promise<void>,
  options: ServedOptions = {},
): Promise<void> {
  using folder = tempFolder();
  const service = fakeService();
  const socket = folder.at("s");
  const tokens = folder.at("tokens");
  const lines = Object.entries(TOKENS).map(([role, token]) => `${role} ${token}\n`);
  await Deno.writeTextFile(tokens, lines.join(""), { mode: 0o600 });
  const tcp = options.tcp === true ? { listen: "127.0.0.1:0", tokens } : {};
  const server = await serveHttp({ service, socket, limits: options.limits, log: NO_LOG, ...tcp });
  try {
    using client = connect(`unix:${socket}`);
    await body({ service, server, client, socket, folder: folder.path, address: server.address ?? "" });
  } finally {
    await server.close();
  }
}

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends bytes and reads until the server closes; the request should ask it to. */
export async function raw(socket: string, text: string | Uint8Array): Promise<RawAnswer> {
  using connection = await Deno.connect({ transport: "unix", path: socket });
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const writing = writeAll(connection, bytes).catch(() => {});
  const answer = await readAll(connection);
  await writing;
  return parseAnswer(answer);
}

/** A request of one line with a body. */
export function request(
  method: string,
  path: string,
  body?: unknown,
  headers: readonly string[] = [],
): string {
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const length = new TextEncoder().encode(text).length;
  const about = body === undefined ? [] : ["Content-Type: application/json", `Content-Length: ${length}`];
  const lines = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...headers, ...about];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}

/** Writes all bytes. */
export async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

/** Reads to the end; a connection that is reset has ended too. */
export async function readAll(connection: Deno.Conn): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65536);
  let text = "";
  try {
    for (let length; (length = await connection.read(buffer)) !== null;) {
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
  return text;
}

/** Takes an answer apart. */
export function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, Math.max(0, end)).split("\r\n");
  const headers = new Headers(lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  }));
  return { status: Number(first.split(" ")[1]), headers, text: text.slice(end + 4) };
}

/** Waits until something is true, but not for ever. */
export async function until(is: () => boolean, what: string): Promise<void> {
  const last = performance.now() + 20_000;
  while (!is()) {
    if (performance.now() > last) throw new Error(`In vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
