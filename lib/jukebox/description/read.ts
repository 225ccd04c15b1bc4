/**
 * Finds the description of a device by its name.
 *
 * @module
 */

import { resolve } from "node:path";
import { reasonOf } from "../../errors.ts";
import { utf8Text } from "../../image/display.ts";
import { JukeboxError } from "../errors.ts";
import type { DeviceDescription } from "./description.ts";
import { DESCRIPTION_ENDING, parseDescription } from "./parse.ts";

/** A description is a page of text; whatever is longer is something else. */
const LONGEST = 1024 * 1024;

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u;

/**
 * The name of a device without the `.dev` that may follow it.
 *
 * @throws {JukeboxError} when no device can be called so: a name never leads out of the devices' folder
 */
export function deviceBaseName(name: string): string {
  const base = name.endsWith(DESCRIPTION_ENDING) ? name.slice(0, -DESCRIPTION_ENDING.length) : name;
  if (NAME.test(base)) return base;
  throw new JukeboxError("usage", `Cannot use ${name || "nothing"} as the name of a device`, {
    hint:
      "a device is called as its description file in the server's folder, without a path, such as jb or jb.dev",
  });
}

/**
 * Reads the description of a device.
 *
 * @param folder where the descriptions lie
 * @param name with or without `.dev`
 * @throws {JukeboxError} in the classic words when there is none, with the line when it cannot be used
 */
export function readDescription(folder: string, name: string): DeviceDescription {
  const base = deviceBaseName(name);
  const file = resolve(folder, base + DESCRIPTION_ENDING);
  return parseDescription(readText(file, base), file);
}

function readText(file: string, base: string): string {
  let bytes: Uint8Array;
  try {
    const { isFile, size } = Deno.statSync(file);
    if (!isFile || size > LONGEST) throw new Error("it is no text file");
    bytes = Deno.readFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new JukeboxError("state", `attach ${base}: No device description file`, {
        cause: error,
        hint: `there is no ${file}; discglow devices --describe writes one`,
      });
    }
    throw new JukeboxError("usage", `Cannot read ${file}: ${reasonOf(error)}`, { cause: error });
  }
  const text = utf8Text(bytes);
  if (text !== undefined && !text.includes("\0")) return text;
  throw new JukeboxError("usage", `Cannot use ${base}${DESCRIPTION_ENDING}: it is no text in UTF-8`);
}
