/**
 * `cdadm survey`.
 *
 * @module
 */

import { USUAL_COLUMNS } from "./survey_columns.ts";
import { SURVEY_LOOK_UPS } from "./survey_letters.ts";
import { defineVerb } from "./verb.ts";

/** The table entry. */
export const survey = defineVerb({
  name: "survey",
  summary: "list slots, drives, discs or devices",
  description:
    "Letters choose columns; every list has its usual ones. A disc without a name to use is shown by its state. " +
    "Sizes are in kB of 1024 bytes.",
  words: {
    devices: { kind: "flag", short: "d", help: `lists devices (+${USUAL_COLUMNS.devices})` },
    slots: {
      kind: "flag",
      short: "s",
      help: `lists slots and mail slots, as without any of these (+${USUAL_COLUMNS.slots})`,
    },
    volumes: {
      kind: "flag",
      short: "v",
      help: `lists all known discs, on shelves too; with d=DEVICE its slots (+${USUAL_COLUMNS.volumes})`,
    },
    drives: { kind: "flag", short: "r", help: `lists drives (+${USUAL_COLUMNS.drives})` },
    head: { kind: "flag", help: "puts the letters of the columns above them" },
  },
  operands: [{
    name: "SELECTION",
    help:
      "+LETTERS: these columns; s:LETTERS: sorted by these; d=DEVICE: of this device; s=LIST: these slots; " +
      "u=+ or u=-: only what holds a disc, or none",
    optional: true,
    repeatable: true,
  }],
  lookUps: SURVEY_LOOK_UPS,
  examples: [
    { line: "discglow cdadm survey -s d=jb", help: "what is in every slot" },
    { line: "discglow cdadm survey -s d=jb s=7-12 +sp", help: "slot number and pc name of six slots" },
    { line: "discglow cdadm survey -v +ap d=jb", help: "which of the discs are in a drive" },
    { line: "discglow cdadm survey -r +isfun", help: "drives, in the classic form" },
    { line: "discglow cdadm survey -d +d s:d", help: "names of the devices in their order" },
  ],
  act: async (call) => {
    const { runSurvey } = await import("./survey_run.ts");
    await runSurvey(call);
  },
});
