/**
 * Where clients find the server.
 *
 * @module
 */

import { defaultSocket, ENVIRONMENT, type Environment } from "./default_places.ts";
import { CONFIG_PLACES, findConfig, loadConfig } from "./find_config.ts";

/** Options of {@linkcode findServer}. */
export interface FindServerOptions {
  /** The environment. */
  readonly env?: Environment;
  /** Where a configuration is looked for. */
  readonly places?: readonly string[];
}

/**
 * The address of the server: as given, else of the variable `DISCGLOW_SERVER`, else of the configuration that
 * `discglow serve` would find, else where a server without one listens.
 *
 * @param host `unix:/path`, `/path` or `host:port`; `undefined` or empty when nothing was said
 * @throws {UsageError} when there is a configuration that cannot be used
 */
export function findServer(
  host?: string,
  { env = ENVIRONMENT, places = CONFIG_PLACES }: FindServerOptions = {},
): string {
  const said = host || env("DISCGLOW_SERVER");
  if (said) return said;
  const config = findConfig(places);
  return `unix:${
    config !== undefined && isReadable(config) ? loadConfig(config).socket : defaultSocket(env)
  }`;
}

/** A configuration that only the server may read says nothing to its clients. */
function isReadable(path: string): boolean {
  try {
    Deno.openSync(path).close();
    return true;
  } catch {
    return false;
  }
}
