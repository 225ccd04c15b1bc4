/**
 * `cdadm setpar`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const setpar = defineVerb({
  name: "setpar",
  summary: "change a parameter of the server",
  description: "It is kept over restarts. getpar lists the parameters, their values and ranges.",
  words: {},
  operands: [
    { name: "NAME", help: "the parameter, or NAME=VALUE" },
    { name: "VALUE", help: "a whole number", optional: true },
  ],
  examples: [
    { line: "discglow cdadm setpar xdelay=30", help: "favours requests for loaded discs" },
    { line: "discglow cdadm setpar loglev 6", help: "the same without an equals sign" },
  ],
  act: async ({ client, output, operands: [first, second] }) => {
    const [, name = "", inName] = /^([^=]*)(?:=(.*))?$/s.exec(first!) ?? [];
    const text = second ?? inName ?? "";
    if (!/^\d{1,15}$/.test(text) || (inName !== undefined && second !== undefined)) {
      throw new UsageError(
        `Cannot set ${name}: ${text === "" ? "a value is missing" : `${text} is no number`}`,
        {
          hint: `write setpar ${name}=NUMBER`,
        },
      );
    }
    const parameter = await client.setParameter(name, Number(text));
    if (output.json) output.record({ event: "parameter", ...parameter });
    else output.line(`${parameter.name}=${parameter.value}`);
  },
});
