/**
 * The client that a command line asks for.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import { connect } from "../../jukebox/client/connect.ts";
import { findServer } from "../../jukebox/config/find_server.ts";

/** Finds the server by what `-h` says, or without it. Nothing is sent before the first request. */
export function openClient(host: string | undefined): JukeboxClient {
  return connect(findServer(host));
}
