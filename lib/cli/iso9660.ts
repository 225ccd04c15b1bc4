/**
 * `discglow iso9660`: a directory tree becomes an image.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { ISO9660_WORDS } from "./iso9660_words.ts";

/** The table entry of `discglow iso9660`. */
export const iso9660 = defineCommand({
  name: "iso9660",
  aliases: ["image"],
  summary: "make an ISO 9660 image of a directory tree",
  description:
    "The image goes to standard output, or to the file given as stdout=. Its size is known before " +
    "the first byte is written, nothing is written twice, and the same tree and words give the same bytes. " +
    "Notices, progress and the closing summary go to standard error.",
  classic: true,
  words: ISO9660_WORDS,
  examples: [
    { line: "discglow iso9660 rr name=USR1 source=/usr1 > image", help: "the classic command line" },
    {
      line: "discglow iso9660 rr joliet checksums name=ARCHIVE source=/data stdout=a.iso",
      help: "names for UNIX and Windows, and checksums on the disc",
    },
    {
      line: "discglow iso9660 --rr --source /data --fit bd --printsize",
      help: "would it fit on a Blu-ray disc?",
    },
  ],
  run: async (input, context) => {
    const { runIso9660 } = await import("./iso9660_run.ts");
    return await runIso9660(input.values, context);
  },
});
