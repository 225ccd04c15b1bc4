/**
 * `discglow cat`: the contents of files in an image.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import { defineCommand } from "./command.ts";
import { IMAGE_OPERAND } from "./drive_words.ts";
import { COMMON_WORDS, TREE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow cat`. */
export const cat = defineCommand({
  name: "cat",
  summary: "print files of an image",
  words: { ...TREE_WORDS, ...COMMON_WORDS },
  operands: [
    IMAGE_OPERAND,
    { name: "PATH", help: "a file in the image", repeatable: true },
  ],
  examples: [{ line: "discglow cat a.iso /reports/x.pdf > x.pdf", help: "takes one file out" }],
  run: async ({ operands: [imagePath, ...paths], values }, { output }) => {
    const { escapeName } = await import("./escape.ts");
    const { findAll, openWithTree } = await import("./reading.ts");
    const { Notices } = await import("./notices.ts");
    const notices = new Notices(output);
    using image = await openWithTree(imagePath!, values.tree, notices);
    const entries = findAll(image, imagePath!, paths);
    for (const entry of entries) {
      if (entry.kind === "file") continue;
      const target = entry.target === undefined ? "" : ` to ${escapeName(entry.target)}`;
      throw new DiscglowError(`Cannot print ${entry.path}: it is a ${entry.kind}${target}, not a file`);
    }
    for (const entry of entries) {
      for (const bytes of image.read(entry)) output.bytes(bytes);
    }
    return notices.exitCode;
  },
});
