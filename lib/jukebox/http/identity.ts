/**
 * Who asks. Clients on this machine say so themselves: whoever may open the socket is trusted with names, but not
 * with their length.
 *
 * @module
 */

import type { IncomingHttpHeaders } from "node:http";
import { hostname } from "node:os";
import { CLIENT_HEADER, PROCESS_HEADER } from "../client/holder.ts";
import { processStarted } from "../server/holder.ts";
import type { Client } from "../service.ts";
import type { Role } from "./tokens.ts";

/** Where a request came from. */
export interface Peer {
  /** IP address, `undefined` for the unix socket. */
  readonly remote: string | undefined;
  /** Requests that came the same way and are being worked on, with this one. */
  readonly running: number;
}

const LONGEST = 128;

/** The client of a request. */
export function clientOf(headers: IncomingHttpHeaders, { remote }: Peer, role: Role): Client {
  const since = new Date().toISOString();
  if (remote !== undefined) {
    const name = `${role}@${remote}`;
    return { name, holder: { who: name, host: remote, pid: null, pidStarted: null, since } };
  }
  const name = nameOf(headers[CLIENT_HEADER]) ?? `unknown@${hostname()}`;
  return { name, holder: { who: name, host: hostname(), ...processOf(headers[PROCESS_HEADER]), since } };
}

function nameOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== "string" || header.length > 3 * LONGEST) return undefined;
  try {
    const name = decodeURIComponent(header);
    return name.length <= LONGEST && /^[^\p{C}\p{Z}]+$/u.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

/** A process that is not seen from here, such as that of a container, would look as if it had ended. */
function processOf(header: string | string[] | undefined): { pid: number | null; pidStarted: number | null } {
  const match = typeof header === "string" ? /^(\d{1,10})\/(\d{1,15})$/.exec(header) : null;
  const [pid, pidStarted] = [Number(match?.[1]), Number(match?.[2])];
  const seen = match !== null && pid > 0 && processStarted(pid) === pidStarted;
  return seen ? { pid, pidStarted } : { pid: null, pidStarted: null };
}
