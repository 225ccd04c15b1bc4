/**
 * `cdadm backup`.
 *
 * @module
 */

import { defineVerb } from "./verb.ts";

/** The table entry. */
export const backup = defineVerb({
  name: "backup",
  summary: "copy the volumes database while the server runs",
  description:
    "Only on the server's host. The copy is a whole database: discglow find --database FILE searches it without a server.",
  words: {},
  operands: [{ name: "FILE", help: "a new file on the server's host", file: true }],
  examples: [{ line: "discglow cdadm backup /backup/volumes.db", help: "from cron, for example" }],
  act: async ({ client, output, operands: [file] }) => {
    const { pathForServer } = await import("./path_for_server.ts");
    const path = pathForServer(file!, client.local);
    await client.backup(path);
    if (output.json) output.record({ event: "backup", path });
  },
});
