/**
 * `discglow serve` as a program of its own, for tests of what a user or systemd does with it.
 *
 * @module
 */

import { TextLineStream } from "@std/streams";
import { CLI } from "../../cli/run_cli.ts";

/** A server that runs. */
export interface ServeProgram extends AsyncDisposable {
  readonly process: Deno.ChildProcess;
  /** Its line on standard output, as JSON. */
  readonly ready: { readonly event: string; readonly pid: number; readonly socket: string };
  /** Its end. */
  readonly ended: Promise<{ readonly code: number; readonly stderr: string }>;
}

const PROGRAM = [Deno.execPath(), "run", "-A", "--no-lock", "--no-check", CLI];

/** Starts a server and waits until it takes requests; `program` is how discglow is started. */
export async function startServe(
  folder: string,
  env: Record<string, string> = {},
  options: readonly string[] = [],
  program: readonly string[] = PROGRAM,
): Promise<ServeProgram> {
  const [command, ...args] = program;
  const process = new Deno.Command(command!, {
    args: [...args, "serve", "--json", ...options],
    cwd: folder,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(process.stderr).text();
  const ended = process.status.then(async ({ code }) => ({ code, stderr: await stderr }));
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  const first = await lines.read();
  if (first.done || typeof first.value !== "string") throw new Error(`the server has ended: ${await stderr}`);
  return {
    process,
    ready: JSON.parse(first.value),
    ended,
    async [Symbol.asyncDispose]() {
      kill(process);
      await ended;
      await lines.cancel();
    },
  };
}

function kill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
