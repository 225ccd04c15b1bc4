/**
 * Rows of cells as aligned lines.
 *
 * @module
 */

import { displayWidth } from "../display_width.ts";

/** How a column is set. */
export interface ColumnStyle {
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** At least so wide. */
  readonly width?: number;
}

/** Lines without blanks at their ends, columns as wide as their cells need, one blank between them. */
export function alignedLines(
  rows: readonly (readonly string[])[],
  styles: readonly ColumnStyle[],
): string[] {
  const widths = styles.map(({ width = 0 }, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column]!)), width)
  );
  return rows.map((row) =>
    row.map((cell, column) => {
      const room = " ".repeat(widths[column]! - displayWidth(cell));
      return styles[column]!.right ? room + cell : cell + room;
    }).join(" ").trimEnd()
  );
}
