/**
 * `cdadm attach`.
 *
 * @module
 */

import { count } from "../count.ts";
import { discLabel } from "./disc_label.ts";
import { DEVICE } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { DETACH_WORD } from "./verb_words.ts";

/** The table entry. */
export const attach = defineVerb({
  name: "attach",
  summary: "take a device, or a reserved drive, under control",
  description:
    "The server takes inventory, brings discs in drives back to their slots, and inspects those that it does " +
    "not know. With -d, a drive that was reserved serves again, and what lies in it is inspected. The " +
    "reservation of another user is only lifted with -f, or when the program that made it is gone.",
  words: {
    drive: { kind: "number", placeholder: "NUMBER", short: "d", min: 1, help: "only this drive" },
    force: { kind: "flag", short: "f", help: "lifts the reservation of another user" },
    detach: { ...DETACH_WORD, help: "does not wait until the slots have been inspected" },
  },
  operands: [DEVICE],
  examples: [
    { line: "discglow cdadm attach jb.dev", help: "prints for example: tested 6 slots" },
    { line: "discglow cdadm attach jb.dev -d 1", help: "ends the reservation of drive 1" },
  ],
  act: async (call) => {
    const { client, output, operands: [device], values: { drive, force } } = call;
    if (drive === undefined) {
      const { job, device: status } = await client.attach(device!);
      for (const { number, trouble } of status.drives) {
        if (trouble === null) continue;
        const message = `drive ${number} is out of order: ${trouble}`;
        if (output.json) output.event({ event: "notice", message });
        else output.message(`discglow: ${message}`);
      }
      if (job === null) {
        if (output.json) output.record({ event: "tested", tested: 0, job });
        else output.line(`tested ${count(0, "slot")}`);
        return;
      }
      const { finishTest } = await import("./finish_test.ts");
      return await finishTest(call, job, call.values.detach);
    }
    const { disc, device: status } = await client.attachDrive(device!, drive, force);
    if (output.json) output.record({ event: "attached", device: status.name, drive, disc });
    else output.line(`drive ${drive} serves: ${discLabel(disc)}`);
  },
});
