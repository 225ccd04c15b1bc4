/**
 * The images' benchmark for people.
 *
 * @module
 */

import type { Aim } from "./master_aims.ts";
import type { Median } from "./results.ts";
import { table } from "./table.ts";

const HEAD = ["", "seconds", "range", "CPU s", "peak MiB"];

/** A table of medians for each tree and sink. */
export function medianTables(medians: readonly Median[]): string {
  const groups = Map.groupBy(medians, ({ tree, sink }) => `${tree.toUpperCase()} to a ${sink}`);
  return [...groups].map(([title, group]) => `${title}\n${table(HEAD, group.map(row))}`).join("\n\n");
}

function row({ contender, seconds, range, cpuSeconds, peakBytes }: Median): string[] {
  return [
    contender,
    seconds.toFixed(3),
    `${range[0].toFixed(3)}-${range[1].toFixed(3)}`,
    cpuSeconds?.toFixed(2) ?? "?",
    peakBytes === undefined ? "?" : (peakBytes / 1048576).toFixed(0),
  ];
}

/** What was to be reached and what was. */
export function aimTable(aims: readonly Aim[]): string {
  const rows = aims.map(({ contender, what, value, atMost, unit, met }) => [
    what,
    contender,
    unit === "" ? value.toFixed(2) : `${value.toFixed(0)} ${unit}`,
    unit === "" ? String(atMost) : `${atMost} ${unit}`,
    met ? "met" : "missed",
  ]);
  return table(["aim", "of", "measured", "at most", "result"], rows, 2);
}
