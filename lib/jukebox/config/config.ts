/**
 * What `discglow.toml` says.
 *
 * @module
 */

import type { HttpLimits } from "../http/limits.ts";

/** The server's configuration; all paths are absolute. */
export interface Config {
  /** The file it was read from; `undefined` when there is none. */
  readonly file: string | undefined;
  /** The unix socket that clients connect to. */
  readonly socket: string;
  /** Folder of the database, the log, spooled sources and protocols. */
  readonly state: string;
  /** Folder of the device descriptions. */
  readonly devices: string;
  /** Names of the devices that are attached at the start. */
  readonly attach: readonly string[];
  /** `host:port` for clients of other machines; `undefined` for none. */
  readonly listen: string | undefined;
  /** File with the tokens of these clients. */
  readonly tokens: string | undefined;
  /** Seconds in which the server has to come to an end. */
  readonly stop: number;
  /** Bounds of the log. */
  readonly log: { readonly bytes: number; readonly kept: number };
  /** How much clients may take, where that is not as usual. */
  readonly limits: Partial<HttpLimits>;
}
