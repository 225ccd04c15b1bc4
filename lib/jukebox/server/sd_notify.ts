/**
 * Tells systemd how the service is (sd_notify(3)): datagrams to the unix socket that it names. Deno's own unix
 * datagrams are not stable, so the C library sends them. Without systemd nothing is sent.
 *
 * @module
 */

import { C, cString, libc } from "../../../ffi/libc.ts";
import { ENVIRONMENT, type Environment } from "../config/default_places.ts";

/** Bytes of the address behind its family (unix(7)). */
const PATH_BYTES = 108;

/** What systemd can be told. */
export type Notice =
  | "READY=1"
  | "STOPPING=1"
  | "WATCHDOG=1"
  | `STATUS=${string}`
  | `EXTEND_TIMEOUT_USEC=${number}`
  | `MAINPID=${number}`;

/**
 * Sends notices in one datagram.
 *
 * @returns whether they went out; nothing depends on it
 */
export function sdNotify(notices: readonly Notice[], env: Environment = ENVIRONMENT): boolean {
  const path = env("NOTIFY_SOCKET");
  const c = path === undefined ? null : libc();
  const address = path === undefined ? undefined : socketAddress(path);
  if (c === null || address === undefined) return false;
  const socket = c.socket(C.AF_UNIX, C.SOCK_DGRAM | C.SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  try {
    const text = new TextEncoder().encode(notices.map((notice) => notice.replaceAll("\n", " ")).join("\n"));
    // A systemd that does not read must not hold the server up.
    const flags = C.MSG_DONTWAIT | C.MSG_NOSIGNAL;
    return Number(c.sendto(socket, text, text.length, flags, address, address.length)) === text.length;
  } finally {
    c.close(socket);
  }
}

/** struct sockaddr_un: a path, or after `@` a name without a file, which has no NUL at its end. */
function socketAddress(path: string): Uint8Array<ArrayBuffer> | undefined {
  const abstract = path.startsWith("@");
  if (!abstract && !path.startsWith("/")) return undefined;
  const name = cString(path);
  const bytes = abstract ? name.subarray(0, -1) : name;
  if (bytes.length > PATH_BYTES) return undefined;
  const address = new Uint8Array(2 + bytes.length);
  new DataView(address.buffer).setUint16(0, C.AF_UNIX, true);
  address.set(bytes, 2);
  if (abstract) address[2] = 0;
  return address;
}

/** Milliseconds between two signs of life that systemd wants; `undefined` when it wants none of this process. */
export function watchdogInterval(env: Environment = ENVIRONMENT): number | undefined {
  const microseconds = Number(env("WATCHDOG_USEC"));
  const pid = env("WATCHDOG_PID");
  if (!(microseconds > 0) || (pid !== undefined && Number(pid) !== Deno.pid)) return undefined;
  return Math.max(1, Math.floor(microseconds / 2000));
}
