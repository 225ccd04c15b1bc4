/**
 * `cdadm logmsg`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";

/** The level of messages about discs and whatever else there is. */
const USUAL_LEVEL = 4;

/** The table entry. */
export const logmsg = defineVerb({
  name: "logmsg",
  summary: "put a message into the server's log",
  words: {
    level: {
      kind: "number",
      placeholder: "LEVEL",
      short: "l",
      max: 9,
      default: String(USUAL_LEVEL),
      help: "0 is fatal; what is above the parameter loglev is not written",
    },
  },
  operands: [{ name: "TEXT", help: "the message; several words are joined", repeatable: true }],
  examples: [{ line: "discglow cdadm logmsg -l 3 door of jb opened for cleaning", help: "a note" }],
  act: async ({ client, operands, values: { level } }) => {
    await client.logMessage(operands.join(" "), level ?? USUAL_LEVEL);
  },
});
