/**
 * `cdadm events`.
 *
 * @module
 */

import { deviceName } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const events = defineVerb({
  name: "events",
  summary: "show what happens in the server, until Ctrl-C",
  words: {
    device: { kind: "text", placeholder: "DEVICE", short: "d", help: "only what happens in this device" },
    job: { kind: "number", placeholder: "NUMBER", short: "j", min: 1, help: "only what happens in this job" },
  },
  operands: [],
  examples: [{ line: "discglow cdadm events --json", help: "for programs: a JSON line for every event" }],
  act: async ({ client, output, signal, values: { device, job } }) => {
    const { eventLine } = await import("./event_words.ts");
    const { StoppedError } = await import("../../errors.ts");
    const { EXIT_STOPPED } = await import("../exit_codes.ts");
    const stop = signal();
    let last = "";
    try {
      for await (const event of client.events({ device: device && deviceName(device), job, signal: stop })) {
        const line = eventLine(event);
        if (output.json) output.record(event);
        else if (line !== last) output.line(line);
        last = line;
        output.flush();
      }
    } catch (error) {
      if (!stop.aborted || !(error instanceof StoppedError)) throw error;
    }
    if (stop.aborted) return EXIT_STOPPED;
  },
});
