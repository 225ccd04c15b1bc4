/**
 * A server from its start to its end.
 *
 * @module
 */

import { dirname } from "node:path";
import { DiscglowError, reasonOf } from "../../errors.ts";
import type { Config } from "../config/config.ts";
import type { HttpLimits } from "../http/limits.ts";
import type { Log } from "../log/log.ts";
import type { LogEntry } from "../log/log_line.ts";
import type { JukeboxService } from "../service.ts";
import { type Jukebox, openJukebox } from "./open_jukebox.ts";
import type { Parts } from "./parts.ts";
import { statusWords } from "./status_words.ts";
import { Supervisor } from "./supervisor.ts";
import { endsWithin } from "./within.ts";

/** What takes the requests of clients. */
export interface Front {
  /** Path of the socket. */
  readonly socket: string;
  /** `host:port`, when it listens there too. */
  readonly address: string | null;
  /** Lets the requests that are under way end, for a while. */
  close(): Promise<void>;
}

/** How clients get in. */
export interface FrontOptions {
  readonly service: JukeboxService;
  readonly socket: string;
  readonly listen?: string;
  readonly tokens?: string;
  readonly limits?: Partial<HttpLimits>;
  readonly log: Log;
}

/** Options of {@linkcode runServer}. */
export interface RunServerOptions {
  readonly config: Config;
  readonly version: string;
  readonly parts: Parts;
  /** Begins to listen. */
  readonly openFront: (options: FrontOptions) => Promise<Front>;
  /** Ends the server in order. */
  readonly signal: AbortSignal;
  /** It takes requests. */
  readonly onReady?: (front: Front, jukebox: Jukebox) => void;
  /** It has begun to end. */
  readonly onStopping?: () => void;
  /** Hears every line of the log. */
  readonly onLogEntry?: (entry: LogEntry) => void;
}

/**
 * Runs a server until it is told to end.
 *
 * @returns whether everything has ended within the time that the configuration gives
 * @throws {DiscglowError} when it cannot begin
 */
export async function runServer(options: RunServerOptions): Promise<boolean> {
  const { config, version, parts, onLogEntry, onReady, onStopping } = options;
  const asked = Promise.withResolvers<string>();
  using supervisor = new Supervisor();
  const jukebox = openJukebox({
    ...{ config, version, parts },
    ...(onLogEntry === undefined ? {} : { onLogEntry }),
    onShutdown: () => asked.resolve("a client asked for it"),
  });
  using _closing = { [Symbol.dispose]: () => jukebox.close() };
  const front = await openFront(options, jukebox);
  const { service, log } = jukebox;
  log.write(3, "-", `discglow ${version} takes requests at ${whereWords(front)}, process ${Deno.pid}`);
  onReady?.(front, jukebox);
  supervisor.ready(() => statusWords(service.status()));
  const attached = jukebox.start().catch((error) => log.error(0, "-", error));
  const why = await Promise.race([asked.promise, aborted(options.signal)]);
  log.write(3, "-", `the server ends: ${why}`);
  onStopping?.();
  supervisor.stopping(config.stop, `coming to an end: ${why}`);
  const inTime = await endsWithin(config.stop, end(jukebox, front, attached));
  if (inTime) log.write(3, "-", "the server has ended");
  else log.write(0, "-", `the server did not come to an end within ${config.stop} s, and is ended now`);
  return inTime;
}

/** Jobs and devices first: whoever waits for a job hears what has become of it. What goes wrong stops nothing. */
async function end(jukebox: Jukebox, front: Front, attached: Promise<void>): Promise<void> {
  for (const step of [() => jukebox.halt(), () => front.close(), () => attached]) {
    try {
      await step();
    } catch (error) {
      jukebox.log.error(0, "-", error);
    }
  }
}

async function openFront(options: RunServerOptions, { service, log }: Jukebox): Promise<Front> {
  const { config: { socket, listen, tokens, limits } } = options;
  makeFolder(socket);
  try {
    return await options.openFront({
      ...{ service, socket, limits, log },
      ...(listen === undefined ? {} : { listen }),
      ...(tokens === undefined ? {} : { tokens }),
    });
  } catch (error) {
    log.error(0, "-", error);
    throw error;
  }
}

/** What lies below `/run` is gone after every start of the machine. */
function makeFolder(socket: string): void {
  try {
    Deno.mkdirSync(dirname(socket), { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new DiscglowError(`Cannot listen at ${socket}: ${reasonOf(error)}`, {
      cause: error,
      hint: "name a place for the socket that the server's user can write, with socket= in the configuration",
    });
  }
}

function whereWords({ socket, address }: Front): string {
  return address === null ? `unix:${socket}` : `unix:${socket} and ${address}`;
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const tell = () => resolve("it was told to by a signal");
    if (signal.aborted) tell();
    else signal.addEventListener("abort", tell, { once: true });
  });
}
