/**
 * Where a server is.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";

/** A unix socket, or a TCP address. */
export type Address =
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/**
 * Reads `unix:/path`, `/path` or `host:port`.
 *
 * @throws {UsageError} when it is none of them
 */
export function parseAddress(text: string): Address {
  const path = text.startsWith("unix:") ? text.slice("unix:".length) : text;
  if (path.startsWith("/") && !path.includes("\0")) return { kind: "unix", path };
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/[\]@?#]+):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port < 1 || port > 65535) {
    throw new UsageError(`Cannot use ${text} as the address of a server`, {
      hint: "write unix:/path/to/socket or host:port",
    });
  }
  return { kind: "tcp", host: match[1]!, port };
}
