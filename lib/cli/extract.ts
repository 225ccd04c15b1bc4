/**
 * `discglow extract`: files of an image become files of this host.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { IMAGE_OPERAND } from "./drive_words.ts";
import { EXIT_INCOMPLETE } from "./exit_codes.ts";
import { COMMON_WORDS, QUIET_WORDS, TREE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow extract`. */
export const extract = defineCommand({
  name: "extract",
  summary: "take files out of an image",
  description: "Nothing is written outside the target folder, whatever the image says. What is refused is " +
    "named, and the exit status is then 3.",
  words: {
    to: {
      kind: "path",
      short: "C",
      placeholder: "FOLDER",
      default: "the current folder",
      help: "where the files go; made if it is not there",
    },
    owner: {
      kind: "choice",
      placeholder: "WHOSE",
      choices: ["restore", "mine"],
      default: "restore for root, otherwise mine",
      help: "whose the files are: of the owners and groups in the image, or yours",
    },
    outsidelinks: {
      kind: "flag",
      help: "makes symbolic links that lead out of the target folder; without it they are refused",
    },
    ...TREE_WORDS,
    ...QUIET_WORDS,
    ...COMMON_WORDS,
  },
  operands: [
    IMAGE_OPERAND,
    {
      name: "PATH",
      help: "a file or directory in the image; everything if none is given",
      optional: true,
      repeatable: true,
    },
  ],
  examples: [
    { line: "discglow extract a.iso --to out", help: "everything" },
    { line: "discglow extract a.iso /reports --to out", help: "one directory" },
  ],
  run: async ({ operands: [imagePath, ...paths], values }, { output, signal }) => {
    const { extractImage } = await import("../image/extract.ts");
    const { count } = await import("./count.ts");
    const { findAll, openWithTree } = await import("./reading.ts");
    const { Notices } = await import("./notices.ts");
    const notices = new Notices(output);
    using image = await openWithTree(imagePath!, values.tree, notices);
    findAll(image, imagePath!, paths);
    const to = values.to ?? ".";
    const { entries, bytes, refused } = await extractImage(image, {
      to,
      ...(paths.length === 0 ? {} : { paths }),
      outsideLinks: values.outsidelinks,
      ...(values.owner === undefined ? {} : { owner: values.owner === "restore" }),
      onNotice: notices.take,
      signal: signal(),
    });
    if (values.json) output.record({ event: "extracted", to, entries, bytes, refused });
    else if (!values.quiet) {
      const but = refused === 0 ? "" : `, ${refused} refused`;
      output.message(`${to}: ${count(entries, "entry", "entries")}, ${bytes} bytes${but}`);
    }
    return refused > 0 ? EXIT_INCOMPLETE : notices.exitCode;
  },
});
