/**
 * Binds addresses.
 *
 * @module
 */

import type { Server } from "node:http";
import type { AddressInfo, ListenOptions } from "node:net";
import { DiscglowError, reasonOf, UsageError } from "../../errors.ts";
import type { Door } from "./door.ts";
import { bindPrivately, clearSocket } from "./socket_file.ts";

/** Connections that wait to be taken; the system may have a lower limit of its own. */
const BACKLOG = 1024;

/** Listens at a unix socket and returns the number of its inode. */
export async function bindSocket(
  door: Door,
  path: string,
  servers: Server[],
): Promise<number | null> {
  await clearSocket(path);
  const server = door.create();
  return await bindPrivately(path, async (first) => {
    await listening(server, { path: first, backlog: BACKLOG });
    servers.push(server);
  });
}

/** Listens at a TCP address and returns it with its port. */
export async function bindTcp(door: Door, address: string, servers: Server[]): Promise<string> {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:[\]]+):(\d{1,5})$/i.exec(address);
  const port = Number(match?.[2]);
  if (match === null || port > 65535) {
    throw new UsageError(`Cannot listen at ${address}: it is no address of the form host:port`);
  }
  const host = match[1]!.replace(/^\[|\]$/g, "");
  const server = door.create();
  try {
    await listening(server, { host, port, backlog: BACKLOG });
  } catch (error) {
    const reason = reasonOf(error).replace(/^listen E\w+: /, "").replace(/ \S+:\d+$/, "");
    throw new DiscglowError(`Cannot listen at ${address}: ${reason}`, {
      cause: error,
      hint: "configure another address with listen=",
    });
  }
  servers.push(server);
  return `${match[1]}:${(server.address() as AddressInfo).port}`;
}

/** Ends servers: waits for what they do, but not for long. */
export async function closeServers(
  servers: readonly Server[],
  doors: readonly Door[],
  seconds: number,
): Promise<void> {
  const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  for (const door of doors) door.closeIdle();
  const timer = setTimeout(() => doors.forEach((door) => door.closeAll()), seconds * 1000);
  await Promise.all(closed);
  clearTimeout(timer);
}

function listening(server: Server, options: ListenOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(options, () => {
    server.removeListener("error", reject);
    server.on("error", () => {});
    resolve();
  });
  return promise;
}
