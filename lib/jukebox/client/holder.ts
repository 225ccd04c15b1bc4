/**
 * Who this program is, for reservations: a drive is reserved for the shell or script that has called it, and it
 * is to be seen whether that still runs.
 *
 * @module
 */

import { hostname, userInfo } from "node:os";
import { processStarted } from "../server/holder.ts";

/** Header with the name of the client, percent-encoded. */
export const CLIENT_HEADER = "x-discglow-client";
/** Header with the number of the process that holds a reservation, a slash, and its start. */
export const PROCESS_HEADER = "x-discglow-process";

/** This program as it introduces itself over a unix socket. */
export interface LocalHolder {
  /** `user@host`. */
  readonly who: string;
  /** Number of the process that has called this program. */
  readonly pid: number;
  /** When that was started, in clock ticks since the boot; `null` where the system does not tell. */
  readonly pidStarted: number | null;
}

/** Asks the system. */
export function localHolder(): LocalHolder {
  return { who: `${userName()}@${hostname()}`, pid: Deno.ppid, pidStarted: processStarted(Deno.ppid) };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(Deno.uid() ?? "user");
  }
}
