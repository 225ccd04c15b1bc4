/**
 * `cdadm movecd`.
 *
 * @module
 */

import { escapeText } from "../../escape_text.ts";
import { placeWords } from "../place_words.ts";
import { DEVICE, deviceName, numberOf } from "./operands.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const movecd = defineVerb({
  name: "movecd",
  summary: "move the disc of a slot into a drive, or back",
  description: "Returns when the disc has arrived and, in a drive, is ready.",
  words: {},
  operands: [
    DEVICE,
    { name: "DRIVE", help: "number of the drive, which should be reserved" },
    {
      name: "SLOT",
      help: "number of the slot; without it, or 0, the disc goes back to its slot",
      optional: true,
    },
  ],
  examples: [
    { line: "discglow cdadm movecd jb.dev 1 7", help: "disc of slot 7 into drive 1" },
    { line: "discglow cdadm movecd jb.dev 1", help: "disc of drive 1 back to its slot" },
  ],
  act: async ({ client, output, operands: [device, driveText, slotText = "0"] }) => {
    const drive = numberOf(driveText!, "the number of a drive", 1);
    const slot = numberOf(slotText, "the number of a slot", 0);
    const { place } = await client.move(device!, drive, slot);
    if (output.json) output.record({ event: "moved", device: deviceName(device!), drive, place });
    else output.line(`disc now in ${escapeText(placeWords(place))}`);
  },
});
