/**
 * A target of iSCSI for tests: it lets initiators reach transports of ours, such as a drive held in a file. Made
 * after RFC 7143, as much of it as libiscsi, QEMU and Linux need.
 *
 * @module
 */

import { type Identity, serveConnection } from "./connection.ts";
import type { LogicalUnits } from "./logical_units.ts";
import type { Wishes } from "./negotiation.ts";

/** The name of every target of ours. */
export const TARGET_NAME = "iqn.2026-01.example.discglow:test";

/** A target that listens. */
export interface Server extends Disposable {
  /** Where it listens on this host. */
  readonly port: number;
  /** Resolves when it was disposed of and all connections are closed; rejects when it failed. */
  readonly finished: Promise<void>;
}

/** Listens on a free port of this host; commands block the thread that calls this. */
export function serveUnits(units: LogicalUnits, wishes: Wishes = {}): Server {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const identity: Identity = { ...wishes, name: TARGET_NAME, address: `127.0.0.1:${port}`, units };
  const open = new Set<Deno.Conn>();
  const finished = (async () => {
    const served: Promise<void>[] = [];
    for await (const conn of listener) {
      conn.setNoDelay(true);
      open.add(conn);
      served.push(serveConnection(conn, identity).finally(() => open.delete(conn)));
    }
    await Promise.all(served);
  })();
  return {
    port,
    finished,
    [Symbol.dispose]() {
      listener.close();
      for (const conn of open) conn.close();
    },
  };
}
