/**
 * `discglow check`: is it a sound image?
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { IMAGE_OPERAND } from "./drive_words.ts";
import { EXIT_DONE, EXIT_FAILED } from "./exit_codes.ts";
import { COMMON_WORDS, QUIET_WORDS } from "./shared_words.ts";

/** The table entry of `discglow check`. */
export const check = defineCommand({
  name: "check",
  summary: "find every fault of an image, with its block and clause",
  description:
    "Errors break a rule of the standard named with them, warnings are unusual but readable. The " +
    "exit status is 1 if there is an error; warnings alone leave it 0.",
  words: { ...QUIET_WORDS, ...COMMON_WORDS },
  operands: [IMAGE_OPERAND],
  examples: [{ line: "discglow check a.iso", help: "lists what is wrong, if anything is" }],
  run: async ({ operands: [imagePath], values }, { output, signal }) => {
    const { checkImage } = await import("../image/check.ts");
    const { openBytes } = await import("./open_bytes.ts");
    const { count } = await import("./count.ts");
    const { escapeText } = await import("./escape.ts");
    const found = { error: 0, warning: 0 };
    using image = await openBytes(imagePath!);
    const { entries, blocks, trees, counts } = await checkImage(image, {
      signal: signal(),
      onFinding: (finding) => {
        found[finding.severity]++;
        if (values.json) output.record({ event: "finding", ...finding });
        else {
          const { severity, block, structure, clause, message, id } = finding;
          output.line(
            escapeText(`${severity}: block ${block}: ${structure}: ${message} (${clause}) [${id}]`),
          );
        }
      },
    });
    const { error: errors, warning: warnings } = found;
    const total = Object.values(counts).reduce((sum, number) => sum + number, 0);
    const unlisted = total - errors - warnings;
    if (values.json) {
      output.record({
        event: "checked",
        image: imagePath,
        trees,
        entries,
        blocks,
        errors,
        warnings,
        unlisted,
      });
    } else if (!values.quiet) {
      const faults = errors + warnings === 0
        ? "no fault found"
        : `${count(errors, "error")}, ${count(warnings, "warning")}` +
          (unlisted > 0 ? ` and ${unlisted} more of the same kinds` : "");
      output.line(
        `${escapeText(imagePath!)}: ${faults}; ${count(entries, "entry", "entries")}, ${
          count(blocks, "block")
        }`,
      );
    }
    return errors > 0 ? EXIT_FAILED : EXIT_DONE;
  },
});
