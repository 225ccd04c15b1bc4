/**
 * Ctrl-C and SIGTERM let a job end in order; a second one ends the program at once. A job with a drive in its
 * hands asks for more patience: the second one is answered with what is at stake, the third one ends the program.
 *
 * @module
 */

import { StoppedError } from "../errors.ts";
import { EXIT_STOPPED } from "./exit_codes.ts";

let controller: AbortController | undefined;

/** Hears of each request to stop that does not end the program: 1 for the first. */
export type OnStopRequest = (request: number) => void;

/**
 * The signal that Ctrl-C aborts. Before the first call Ctrl-C ends the program by itself.
 *
 * @param onRequest for a job that needs patience; a terminal that goes away then counts as a request too
 */
export function stopSignal(onRequest?: OnStopRequest): AbortSignal {
  if (controller !== undefined) return controller.signal;
  const created = controller = new AbortController();
  const patience = onRequest === undefined ? 1 : 2;
  let requests = 0;
  const stop = (): void => {
    if (++requests > patience) Deno.exit(EXIT_STOPPED);
    created.abort(new StoppedError("Stopped by the user"));
    onRequest?.(requests);
  };
  for (const name of signals(onRequest !== undefined)) Deno.addSignalListener(name, stop);
  return created.signal;
}

function signals(patient: boolean): readonly Deno.Signal[] {
  if (Deno.build.os === "windows") return ["SIGINT", "SIGBREAK"];
  return patient ? ["SIGINT", "SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM"];
}
