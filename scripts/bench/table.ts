/**
 * Tables in plain text.
 *
 * @module
 */

/** Columns as wide as their contents; all but the first `left` are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], left = 1): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))
      .join("  ")
      .trimEnd();
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
