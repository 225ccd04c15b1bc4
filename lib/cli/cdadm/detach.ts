/**
 * `cdadm detach`.
 *
 * @module
 */

import { escapeText } from "../../escape_text.ts";
import { DEVICE, deviceName } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const detach = defineVerb({
  name: "detach",
  summary: "let a device go, or reserve one of its drives",
  description:
    "With -d the drive does nothing for others any more as soon as it has finished what it does, while the " +
    "device stays in service; its name is printed, for cdglow. When the shell or script that asked is gone, " +
    "anybody may end the reservation.",
  words: {
    drive: {
      kind: "number",
      placeholder: "NUMBER",
      short: "d",
      min: 1,
      help: "reserves this drive; without it the whole device is let go",
    },
  },
  operands: [DEVICE],
  examples: [
    { line: "discglow cdadm detach jb.dev -d 1", help: "prints for example: drive 1 is reserved: /dev/sr0" },
    { line: "discglow cdadm detach jb.dev", help: "the server gives robot and drives back" },
  ],
  act: async ({ client, output, operands: [device], values: { drive } }) => {
    if (drive === undefined) {
      await client.detach(device!);
      if (output.json) output.record({ event: "detached", device: deviceName(device!) });
      return;
    }
    const status = await client.detachDrive(device!, drive);
    const path = status.drives.find(({ number }) => number === drive)?.path ?? "";
    if (output.json) output.record({ event: "detached", device: status.name, drive, path });
    else output.line(`drive ${drive} is reserved: ${escapeText(path)}`);
  },
});
