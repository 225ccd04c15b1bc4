/**
 * `cdadm produce`.
 *
 * @module
 */

import { DEVICE } from "./operands.ts";
import { defineVerb } from "./verb.ts";
import { JOB_WORDS, RECORDERS_WORD } from "./verb_words.ts";

/** The table entry. */
export const produce = defineVerb({
  name: "produce",
  summary: "record many discs from one source, as one job",
  description:
    "The server takes blank discs of the list, records them on its recorders, at the same time where it has " +
    "several, compares them with the source when -v is given, and brings them back. A disc that fails is set " +
    "aside (-badCD-) and the job goes on with the next one. The job belongs to the server: it goes on when the " +
    "connection ends, and after a restart. A first Ctrl-C stops it in order. The exit code is 0 when there are " +
    "as many good discs as wanted, 4 when there are fewer and a comparison found differences, 1 when there are " +
    "fewer for another reason.",
  words: {
    source: {
      kind: "path",
      placeholder: "SOURCE",
      short: "s",
      help: "an image file, a folder (mastered once), or a drive, as the server's host names it",
      group: "Source",
    },
    name: {
      kind: "text",
      placeholder: "VOLUME",
      help: "volume name, when SOURCE is a folder",
      group: "Source",
    },
    copies: {
      kind: "number",
      placeholder: "NUMBER",
      min: 1,
      max: 65535,
      default: "one disc for every slot of the list",
      help: "so many good discs; without LIST any blank disc is taken",
      group: "Discs",
    },
    erase: { kind: "flag", help: "blanks or formats rewritable discs that hold something", group: "Discs" },
    drives: { ...RECORDERS_WORD, group: "Recording" },
    speed: {
      kind: "decimal",
      placeholder: "FACTOR",
      default: "the fastest",
      help: "multiple of the medium's base speed",
      group: "Recording",
    },
    verify: {
      kind: "flag",
      short: "v",
      help: "compares every disc with the source afterwards",
      group: "Verification",
    },
    "verify-drive": {
      kind: "text",
      placeholder: "DRIVE",
      default: "same",
      help: "where discs are compared: in the same drive, another one of the jukebox, or that number",
      group: "Verification",
    },
    ...JOB_WORDS,
  },
  operands: [DEVICE, { name: "LIST", help: "slots of blank discs; left out with --copies", optional: true }],
  examples: [
    {
      line: "discglow cdadm produce jb.dev 7-12,20 -s image.iso -v",
      help: "seven discs, each of them compared",
    },
    {
      line: "discglow cdadm produce jb --copies 3 -s /data --name ARCHIVE -v --verify-drive other",
      help: "three copies of a folder on any blanks, compared in another drive than the recorder",
    },
  ],
  act: async (call) => {
    const { runProduce } = await import("./produce_run.ts");
    return await runProduce(call);
  },
});
