/**
 * `cdadm getpar`.
 *
 * @module
 */

import { JukeboxError } from "../../jukebox/errors.ts";
import { escapeText } from "../../escape_text.ts";
import { PARAMETERS } from "../../jukebox/parameters.ts";
import { alignedLines } from "./table.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const getpar = defineVerb({
  name: "getpar",
  summary: "show the parameters of the server",
  words: {},
  operands: [{ name: "NAME", help: "only this one", optional: true, choices: Object.keys(PARAMETERS) }],
  examples: [{ line: "discglow cdadm getpar loglev", help: "prints for example: loglev=4" }],
  act: async ({ client, output, operands: [name] }) => {
    const all = await client.parameters();
    const shown = name === undefined ? all : all.filter((parameter) => parameter.name === name);
    if (shown.length === 0) {
      throw new JukeboxError("missing", `Cannot show ${name}: the server has no such parameter`);
    }
    if (output.json) return shown.forEach((parameter) => output.record({ event: "parameter", ...parameter }));
    const rows = shown.map(({ name, value, unit, min, max, help }) => [
      `${name}=${value}`,
      ...(shown.length === 1 ? [] : [unit, `${min} to ${max}`, help]),
    ]);
    for (const line of alignedLines(rows, rows[0]!.map(() => ({})))) output.line(escapeText(line));
  },
});
