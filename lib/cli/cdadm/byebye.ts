/**
 * `cdadm byebye`, which is also called `down`.
 *
 * @module
 */

import { JukeboxError } from "../../jukebox/errors.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const byebye = defineVerb({
  name: "byebye",
  aliases: ["down"],
  summary: "end the server",
  description: "Jobs come to a safe point first, and go on when the server is started again.",
  words: {},
  operands: [],
  examples: [{ line: "discglow cdadm byebye", help: "returns before the server has ended" }],
  act: async ({ client, output }) => {
    await client.shutdown().catch(explain);
    if (output.json) output.record({ event: "ending" });
  },
});

/** The classic words where there is no server to end; one that answers with an error is there. */
function explain(error: unknown): never {
  if (!(error instanceof JukeboxError) || !error.message.startsWith("Cannot reach ")) throw error;
  throw new JukeboxError("failed", "Service not running", { cause: error, hint: error.message });
}
