/**
 * Makes clients.
 *
 * @module
 */

import type { JukeboxClient } from "./client.ts";
import { Connection } from "./connection.ts";
import { Requests } from "./requests.ts";
import { findToken } from "./token.ts";

/** Options of {@linkcode connect}. */
export interface ConnectOptions {
  /**
   * For a server's TCP address.
   * @default that of the environment: `DISCGLOW_TOKEN`, or the file that `DISCGLOW_TOKEN_FILE` names
   */
  readonly token?: string | undefined;
}

/**
 * A client of the server at `unix:/path` or `host:port`. Nothing is sent before the first request.
 *
 * @throws {UsageError} when the address cannot be meant
 */
export function connect(address: string, options: ConnectOptions = {}): JukeboxClient {
  return new Requests(new Connection(address, findToken(options.token)));
}
