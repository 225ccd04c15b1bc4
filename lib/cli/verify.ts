/**
 * `discglow verify`: does an image hold exactly this tree?
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { defineCommand } from "./command.ts";
import { EXIT_DIFFERENT } from "./exit_codes.ts";
import {
  ATTRIBUTE_WORDS,
  COMMON_WORDS,
  QUIET_WORDS,
  SOURCE_WORDS,
  TREE_WORDS,
  UNREADABLE_WORDS,
} from "./shared_words.ts";

/** The table entry of `discglow verify`. */
export const verify = defineCommand({
  name: "verify",
  summary: "compare an image with the tree it was made of",
  description:
    "Names, contents and whatever the image's tree records of modes, owners, links and times are " +
    "compared. Give the same words as when the image was made.",
  words: {
    ...SOURCE_WORDS,
    source: {
      kind: "path",
      placeholder: "PATH",
      repeatable: true,
      help: "the tree to compare with; this or graft is needed",
      group: SOURCE_WORDS.source.group,
    },
    ...ATTRIBUTE_WORDS,
    ...UNREADABLE_WORDS,
    tree: { ...TREE_WORDS.tree, group: "What is compared" },
    ...QUIET_WORDS,
    ...COMMON_WORDS,
  },
  operands: [{ name: "IMAGE", help: "the image", file: true }],
  examples: [{ line: "discglow verify a.iso --source /data", help: "lists what differs, if anything does" }],
  run: async ({ operands: [imagePath], values }, { output, signal }) => {
    if (values.source.length + values.graft.length === 0) {
      throw new UsageError("Cannot verify: there is nothing to compare the image with", {
        hint: "add --source PATH",
      });
    }
    const { verifyImage } = await import("../image/verify.ts");
    const { scanOptions } = await import("./scan_options.ts");
    const { count } = await import("./count.ts");
    const { openWithTree } = await import("./reading.ts");
    const { escapeText } = await import("./escape.ts");
    const { Notices } = await import("./notices.ts");
    const notices = new Notices(output);
    using image = await openWithTree(imagePath!, values.tree, notices);
    let different = 0;
    const { compared, bytes } = await verifyImage(image, {
      ...scanOptions(values, { onNotice: notices.take, signal: signal() }),
      onDifference: (difference) => {
        different++;
        if (values.json) output.record({ event: "difference", ...difference });
        else output.line(escapeText(`${difference.path}: ${difference.what}`));
      },
    });
    if (values.json) output.record({ event: "verified", image: imagePath, compared, bytes, different });
    else if (!values.quiet) {
      const result = different === 0 ? "no difference" : count(different, "difference");
      output.line(
        `${escapeText(imagePath!)}: ${result}; ${
          count(compared, "entry", "entries")
        }, ${bytes} bytes compared`,
      );
    }
    return different > 0 ? EXIT_DIFFERENT : notices.exitCode;
  },
});
