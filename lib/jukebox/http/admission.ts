/**
 * Who may come in at all.
 *
 * @module
 */

import type { IncomingMessage } from "node:http";
import { JukeboxError } from "../errors.ts";
import type { Peer } from "./identity.ts";
import type { Role, Tokens } from "./tokens.ts";

/**
 * The role of a client: operator on the unix socket, whose mode says who may open it; by token over the network.
 *
 * @throws {JukeboxError} when it may not come in
 */
export function admit(
  { headers, httpVersion }: IncomingMessage,
  { remote }: Peer,
  tokens: Tokens | undefined,
): Role {
  if (headers.host === undefined && httpVersion !== "1.0") {
    throw new JukeboxError("usage", "Cannot fulfil the request: it does not say to which host it goes");
  }
  // Browsers say from which page a request comes: no page has any business here.
  if (headers.origin !== undefined) {
    throw new JukeboxError("role", "Cannot fulfil the request: it comes from a page in a browser");
  }
  if (remote === undefined) return "operator";
  const match = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "");
  if (match === null) {
    throw new JukeboxError("token", "Cannot fulfil the request: it has no token", {
      hint: "set DISCGLOW_TOKEN to a token from the server's token file",
    });
  }
  const role = tokens?.roleOf(match[1]!);
  if (role === undefined) {
    throw new JukeboxError("token", "Cannot fulfil the request: its token is not known", {
      hint: "set DISCGLOW_TOKEN to a token from the server's token file",
    });
  }
  return role;
}
