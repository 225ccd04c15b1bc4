/**
 * Ctrl-C and SIGTERM let a job end in order; a second one ends the program at once.
 *
 * @module
 */

import { StoppedError } from "../errors.ts";
import { EXIT_STOPPED } from "./exit_codes.ts";

let controller: AbortController | undefined;

/** The signal that Ctrl-C aborts. Before the first call Ctrl-C ends the program by itself. */
export function stopSignal(): AbortSignal {
  if (controller !== undefined) return controller.signal;
  const created = controller = new AbortController();
  const stop = (): void => {
    if (created.signal.aborted) Deno.exit(EXIT_STOPPED);
    created.abort(new StoppedError("Stopped by the user"));
  };
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os === "windows") Deno.addSignalListener("SIGBREAK", stop);
  else Deno.addSignalListener("SIGTERM", stop);
  return controller.signal;
}
