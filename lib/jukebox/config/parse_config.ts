/**
 * Reads the text of `discglow.toml`.
 *
 * @module
 */

import { parse } from "@std/toml";
import { dirname } from "node:path";
import { DiscglowError, reasonOf } from "../../errors.ts";
import { deviceBaseName } from "../description/read.ts";
import { HTTP_LIMITS, type HttpLimits } from "../http/limits.ts";
import type { Config } from "./config.ts";
import { configError, refuseUnknown } from "./config_error.ts";
import { ConfigValues, type Table } from "./config_values.ts";
import { defaultSocket, defaultState, ENVIRONMENT, type Environment } from "./default_places.ts";

const KEYS = ["socket", "state", "devices", "attach", "listen", "tokens", "stop", "log", "limits"];

/** Seconds for the end of the server, as long as systemd waits by itself; a recording may need more. */
const DEFAULT_STOP = 90;
const HOUR = 3600;
/** Timers take no more than 24 days. */
const LONGEST_WAIT = 24 * HOUR;
const KIB = 1024;

/**
 * Reads a configuration.
 *
 * @param file its absolute path: relative paths in it are meant from its folder on
 * @throws {UsageError} when something in it is not known or cannot be meant
 */
export function parseConfig(text: string, file: string, env: Environment = ENVIRONMENT): Config {
  const table = parseToml(text, file);
  refuseUnknown(table, KEYS, file, "");
  const values = new ConfigValues(table, file);
  const config: Config = {
    file,
    socket: values.path("socket") ?? defaultSocket(env),
    state: values.path("state") ?? defaultState(env),
    devices: values.path("devices") ?? dirname(file),
    attach: deviceNames(values.texts("attach") ?? [], file),
    listen: values.text("listen"),
    tokens: values.path("tokens"),
    stop: values.number("stop", 1, LONGEST_WAIT) ?? DEFAULT_STOP,
    log: logBounds(values.table("log"), file),
    limits: limitsOf(values.table("limits"), file),
  };
  checkListen(config, file);
  return config;
}

function parseToml(text: string, file: string): Table {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, line, reason] = /^Parse error on line (\d+), column \d+: (.*)/s.exec(error.message) ?? [];
    const words = line === undefined ? reasonOf(error) : `line ${line}: ${reasonOf(new Error(reason))}`;
    throw configError(file, words.replaceAll(/\s+/g, " "), "it is written in TOML: key = value", error);
  }
}

function deviceNames(names: readonly string[], file: string): string[] {
  try {
    return [...new Set(names.map(deviceBaseName))];
  } catch (error) {
    if (!(error instanceof DiscglowError)) throw error;
    throw configError(file, `attach: ${error.message}`, error.hint, error);
  }
}

function logBounds(table: Table, file: string): Config["log"] {
  refuseUnknown(table, ["bytes", "kept"], file, "log.");
  const values = new ConfigValues(table, file, "log.");
  return {
    bytes: values.number("bytes", 64 * KIB, 1024 * KIB * KIB) ?? 4 * KIB * KIB,
    kept: values.number("kept", 0, 99) ?? 5,
  };
}

/** The limits under the names of TOML: `header-seconds`. */
function limitsOf(table: Table, file: string): Partial<HttpLimits> {
  const names = Object.keys(HTTP_LIMITS) as (keyof HttpLimits)[];
  const written = new Map(names.map((name) => [name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`), name]));
  refuseUnknown(table, [...written.keys()], file, "limits.");
  const values = new ConfigValues(table, file, "limits.");
  const limits: Partial<Record<keyof HttpLimits, number>> = {};
  for (const [key, name] of written) {
    const most = name.endsWith("Seconds") ? LONGEST_WAIT : Number.MAX_SAFE_INTEGER;
    const number = values.number(key, 1, most);
    if (number !== undefined) limits[name] = number;
  }
  return limits;
}

/** Over a network nobody gets in without a token. */
function checkListen({ listen, tokens }: Config, file: string): void {
  if (listen === undefined) return;
  const [, port] = /^(?:\[[0-9a-fA-F:.]+\]|[^:\s]+):(\d{1,5})$/.exec(listen) ?? [];
  if (port === undefined || Number(port) > 65535) {
    throw configError(file, `listen=${listen} is no address`, 'write it as "127.0.0.1:4027" or "[::1]:4027"');
  }
  if (tokens === undefined) {
    throw configError(
      file,
      "with listen it needs tokens",
      "a network address is open to its clients by a token only",
    );
  }
}
