/**
 * `cdadm rescan`.
 *
 * @module
 */

import { DEVICE, deviceName } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const rescan = defineVerb({
  name: "rescan",
  summary: "make the changer look at all its slots anew",
  description:
    "It may take up to an hour. The changer only finds out where discs are; what is on them is told by testcd.",
  words: {},
  operands: [DEVICE],
  examples: [{ line: "discglow cdadm rescan jb.dev", help: "after discs were changed by hand" }],
  act: async ({ client, output, operands: [device] }) => {
    await client.rescan(device!);
    if (output.json) output.record({ event: "rescanned", device: deviceName(device!) });
  },
});
