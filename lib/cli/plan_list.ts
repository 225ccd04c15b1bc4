/**
 * The list of what an image will hold.
 *
 * @module
 */

import type { ImagePlan } from "../image/plan.ts";
import { escapeText } from "./escape.ts";
import type { Output } from "./output.ts";

const TREES = [["primary", "ISO 9660"], ["joliet", "Joliet"], ["enhanced", "ISO 9660:1999"]] as const;

/** Prints every path with its extent and its name in each tree, columns parted by tabs. */
export function printList(output: Output, plan: ImagePlan): void {
  if (!output.json) {
    output.line(["extent", "size", "kind", "path", ...TREES.map(([, title]) => title)].join("\t"));
  }
  for (const entry of plan.list()) {
    if (output.json) output.record({ event: "entry", ...entry });
    else {
      const names = TREES.map(([key]) => entry[key] ?? "-");
      const columns = [entry.extent || "-", entry.size, entry.kind, entry.path, ...names];
      output.line(columns.map((column) => escapeText(String(column))).join("\t"));
    }
  }
}
