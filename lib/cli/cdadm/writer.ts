/**
 * `cdadm writer`, which is not there yet, and `cdadm cvtree`, which has nothing to do.
 *
 * @module
 */

import { JukeboxError } from "../../jukebox/errors.ts";
import { defineVerb } from "./verb.ts";

/** The table entry of incremental writing. */
export const writer = defineVerb({
  name: "writer",
  summary: "incremental writing: not there yet",
  description: "The verb is kept for it. Whole discs are recorded by produce.",
  words: {},
  operands: [{
    name: "WORD",
    help: "as of old: action=, location=, vname=",
    optional: true,
    repeatable: true,
  }],
  examples: [{ line: "discglow cdadm produce --help", help: "how whole discs are recorded" }],
  act: () => {
    throw new JukeboxError("failed", "Cannot write incrementally: writer is not there yet", {
      hint: "discglow cdadm produce records whole discs",
    });
  },
});

/** The table entry of the views. */
export const cvtree = defineVerb({
  name: "cvtree",
  summary: "read the views anew: there are no views here",
  description: "Discs are found by their names, and their files by discglow find. The verb does nothing.",
  words: {},
  operands: [],
  examples: [{ line: "discglow cdadm cvtree", help: "says so" }],
  act: ({ output }) => {
    if (output.json) output.record({ event: "views", views: [] });
    else output.line("there are no views here: discs are found by their names");
  },
});
