/**
 * `cdadm labels`.
 *
 * @module
 */

import { DEVICE, LIST } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { toWord } from "./verb_words.ts";

/** The table entry. */
export const labels = defineVerb({
  name: "labels",
  summary: "make a sheet of labels with bar codes",
  description:
    "An SVG document of A4 sheets, three columns of eight labels of 70 by 37 mm: name, volume, day of the " +
    "recording, bar code. Discs without a bar code get a label without one.",
  words: {
    job: {
      kind: "number",
      placeholder: "JOB",
      short: "j",
      min: 1,
      help: "only discs that this job recorded",
    },
    to: toWord("the sheet goes"),
  },
  operands: [DEVICE, LIST],
  examples: [
    { line: "discglow cdadm labels jb --job 12 -o labels.svg", help: "labels of what job 12 has produced" },
    { line: "discglow cdadm labels jb 7-12 > labels.svg", help: "labels of six slots" },
  ],
  act: async (call) => {
    const { makeLabels } = await import("./make_labels.ts");
    await makeLabels(call);
  },
});
