/**
 * `discglow cdglow`: an image becomes a disc.
 *
 * @module
 */

import { CDGLOW_WORDS } from "./cdglow_words.ts";
import { defineCommand } from "./command.ts";

/** The table entry of `discglow cdglow`. */
export const cdglow = defineCommand({
  name: "cdglow",
  aliases: ["burn"],
  summary: "record an image, or whatever comes in, on a disc",
  description:
    "Nothing is written before it is sure that the job can work: otherwise every reason is named. " +
    "Messages go to standard output, each with the hundredths of a second since the start in front; errors " +
    "go to standard error, one from each side where both the source and the recorder have something to say. " +
    "A first Ctrl-C ends the job in order, with the drive in a safe state; the third one ends it at once.",
  words: CDGLOW_WORDS,
  examples: [
    { line: "discglow cdglow -v -s archive.iso -t /dev/sr0", help: "record and compare" },
    {
      line: "discglow iso9660 rr joliet source=/data | discglow cdglow -v -t /dev/sr0",
      help: "without an image on disk",
    },
    { line: "discglow cdglow -v -s /dev/sr0 -t /dev/sr1", help: "copy a disc" },
    { line: "discglow cdglow -p -f1 -s archive.iso -t /dev/sr0", help: "rehearse it at the base speed" },
    {
      line: "discglow cdglow -v -s archive.iso -t virtual:disc.bdr",
      help: "onto a disc in a file; discglow virtual --help tells how one is made",
    },
  ],
  run: async (input, context) => {
    const { runCdglow } = await import("./cdglow_run.ts");
    return await runCdglow(input.values, context);
  },
});
