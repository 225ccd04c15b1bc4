/**
 * Finds the configuration.
 *
 * @module
 */

import { resolve } from "node:path";
import { reasonOf, UsageError } from "../../errors.ts";
import type { Config } from "./config.ts";
import { configError } from "./config_error.ts";
import { parseConfig } from "./parse_config.ts";

/** The places where a configuration is looked for. */
export const CONFIG_PLACES: readonly string[] = ["discglow.toml", "/etc/discglow/discglow.toml"];

/** A configuration is a page of text. */
const LONGEST = 1024 * 1024;

/** The configuration of the first place that has one. */
export function findConfig(places: readonly string[] = CONFIG_PLACES): string | undefined {
  return places.find((place) => {
    try {
      return Deno.statSync(place).isFile;
    } catch {
      return false;
    }
  });
}

/**
 * Reads the configuration.
 *
 * @param path as the user named it; without one it is looked for
 * @throws {UsageError} when there is none, or it cannot be used
 */
export function loadConfig(path?: string): Config {
  const found = path ?? findConfig();
  if (found !== undefined) return readConfig(found);
  throw new UsageError(`Cannot find a configuration: there is no ${CONFIG_PLACES.join(" and no ")}`, {
    hint: "write one, it may be empty, or name one with --config",
  });
}

function readConfig(path: string): Config {
  const file = resolve(path);
  let text: string;
  try {
    const { isFile, size } = Deno.statSync(file);
    if (!isFile || size > LONGEST) throw new Error("it is no text file");
    text = Deno.readTextFileSync(file);
  } catch (error) {
    throw configError(path, reasonOf(error), undefined, error);
  }
  return parseConfig(text, file);
}
