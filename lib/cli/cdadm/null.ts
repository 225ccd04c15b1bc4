/**
 * `cdadm null`.
 *
 * @module
 */

import { count } from "../count.ts";
import { defineVerb } from "./verb.ts";

/** The table entry, as `null` is no name in TypeScript. */
export const nullVerb = defineVerb({
  name: "null",
  summary: "ask whether the server is alive",
  words: {},
  operands: [],
  examples: [{ line: "discglow cdadm null && echo alive", help: "the exit code tells it too" }],
  act: async ({ client, output }) => {
    const status = await client.status();
    if (output.json) return output.record({ event: "status", ...status });
    const { version, pid, devices, jobsRunning, jobsQueued, discs, files } = status;
    output.line(`discglow ${version} at ${client.address}, process ${pid}`);
    output.line(
      `${count(devices.length, "device")}, ${count(discs, "disc")}, ${count(files, "file")}, ` +
        `${count(jobsRunning, "job")} running, ${jobsQueued} queued`,
    );
  },
});
