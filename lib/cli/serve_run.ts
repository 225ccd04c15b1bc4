/**
 * Runs `discglow serve`.
 *
 * @module
 */

import { loadConfig } from "../jukebox/config/find_config.ts";
import { serveHttp } from "../jukebox/http/serve.ts";
import type { LogEntry } from "../jukebox/log/log_line.ts";
import { hasJournal, stderrLine } from "../jukebox/log/stderr_log.ts";
import type { Jukebox } from "../jukebox/server/open_jukebox.ts";
import { REAL_PARTS } from "../jukebox/server/real_parts.ts";
import { type Front, runServer } from "../jukebox/server/run_server.ts";
import { EXIT_DONE, EXIT_FAILED } from "./exit_codes.ts";
import type { Output } from "./output.ts";

/** The words of the command line. */
export interface ServeWords {
  readonly config: string | undefined;
  readonly verbose: boolean;
}

/** Errors are shown in any case: whoever starts a server by hand looks there first. */
const ALWAYS_SHOWN = 1;

/** Runs the server to its end. */
export async function runServe(words: ServeWords, output: Output, signal: AbortSignal): Promise<number> {
  const config = loadConfig(words.config);
  const { default: { version } } = await import("../../deno.json", { with: { type: "json" } });
  const journal = hasJournal();
  let ready = false;
  const inTime = await runServer({
    ...{ config, version, signal },
    parts: REAL_PARTS,
    openFront: serveHttp,
    onReady: (front, jukebox) => {
      reopenOnHangup(jukebox);
      surviveMistakes(jukebox);
      ready = true;
      tellReady(front, output);
    },
    onLogEntry: (entry) => {
      // What keeps it from its start is told at the end of the program.
      if (words.verbose || (ready && entry.level <= ALWAYS_SHOWN)) showEntry(entry, output, journal);
    },
  });
  return inTime ? EXIT_DONE : EXIT_FAILED;
}

function tellReady({ socket, address }: Front, output: Output): void {
  if (output.json) output.record({ event: "ready", pid: Deno.pid, socket, address });
  else {
    const also = address === null ? "" : ` and ${address}`;
    output.line(`The server takes requests at unix:${socket}${also}, process ${Deno.pid}.`);
  }
  output.flush();
}

function showEntry(entry: LogEntry, output: Output, journal: boolean): void {
  if (output.json) output.event({ event: "log", ...entry });
  else output.message(stderrLine(entry, journal));
}

/** The log was moved away by a program that keeps logs short. */
function reopenOnHangup(jukebox: Jukebox): void {
  if (Deno.build.os === "windows") return;
  Deno.addSignalListener("SIGHUP", () => jukebox.log.reopen());
}

/** A mistake of ours in one request must not take the drives of all others away. */
function surviveMistakes({ log }: Jukebox): void {
  const note = (event: Event, reason: unknown): void => {
    event.preventDefault();
    log.error(0, "-", reason);
  };
  globalThis.addEventListener("unhandledrejection", (event) => note(event, event.reason));
  globalThis.addEventListener("error", (event) => note(event, event.error));
}
