/**
 * `discglow verify`: does an image, or a disc, hold exactly what it should?
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { defineCommand } from "./command.ts";
import { IMAGE_OPERAND } from "./drive_words.ts";
import {
  ATTRIBUTE_WORDS,
  COMMON_WORDS,
  QUIET_WORDS,
  SOURCE_WORDS,
  TRACE_WORDS,
  TREE_WORDS,
  UNREADABLE_WORDS,
} from "./shared_words.ts";
import type { Values, Words } from "./words.ts";

/** The words of `discglow verify`. */
export const VERIFY_WORDS = {
  against: {
    kind: "path",
    placeholder: "IMAGE",
    help: "compares block by block with an image, or with the disc in another drive",
    group: "What it is compared with",
  },
  record: {
    kind: "path",
    placeholder: "FILE",
    help: "compares block by block with the checksums that discglow cdglow --record wrote",
    group: "What it is compared with",
  },
  first: {
    kind: "number",
    placeholder: "BLOCK",
    default: "0",
    help: "where the image begins on the disc, for one that was added to it; with --against",
    group: "What it is compared with",
  },
  ...SOURCE_WORDS,
  source: {
    kind: "path",
    placeholder: "PATH",
    repeatable: true,
    help: "compares files with a tree; as does graft",
    group: SOURCE_WORDS.source.group,
  },
  ...ATTRIBUTE_WORDS,
  ...UNREADABLE_WORDS,
  tree: { ...TREE_WORDS.tree, group: "What is compared" },
  ...QUIET_WORDS,
  ...TRACE_WORDS,
  ...COMMON_WORDS,
} as const satisfies Words;

/** What the parser makes of the words of `verify`. */
export type VerifyValues = Values<typeof VERIFY_WORDS>;

/** The table entry of `discglow verify`. */
export const verify = defineCommand({
  name: "verify",
  summary: "compare an image or disc with a tree, image or disc",
  description:
    "With a tree, names, contents and whatever the image's tree records of modes, owners, links and times are " +
    "compared; give the same words as when the image was made. With --against or --record every block is " +
    "compared, and blocks that differ are named with the files they belong to.",
  words: VERIFY_WORDS,
  operands: [IMAGE_OPERAND],
  examples: [
    { line: "discglow verify a.iso --source /data", help: "lists what differs, if anything does" },
    { line: "discglow verify /dev/sr0 --against archive.iso", help: "is the disc still what was recorded?" },
    { line: "discglow verify /dev/sr0 --record archive.json", help: "the same without the image" },
  ],
  run: async ({ operands: [imagePath], values }, context) => {
    const ways = [
      values.source.length + values.graft.length > 0,
      values.against !== undefined,
      values.record !== undefined,
    ];
    const given = ways.filter((way) => way).length;
    if (given === 0) {
      throw new UsageError("Cannot verify: there is nothing to compare the image with", {
        hint: "add --source PATH, --against IMAGE or --record FILE",
      });
    }
    if (given > 1) {
      throw new UsageError("Cannot compare with a tree, with --against and with --record at the same time", {
        hint: "choose one of them",
      });
    }
    if (values.first !== undefined && values.against === undefined) {
      throw new UsageError("Cannot use --first without --against: a record knows where it begins");
    }
    if (ways[0]) return await (await import("./verify_tree.ts")).verifyTree(imagePath!, values, context);
    return await (await import("./verify_blocks.ts")).verifyBlocks(imagePath!, values, context);
  },
});
