/**
 * Sheets of labels for discs: A4, three columns of eight labels, as they are sold everywhere (70 by 37 mm).
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { code128 } from "./code128.ts";
import { code39 } from "./code39.ts";
import { type Symbol1D, widthOf } from "./symbol.ts";

/** What stands on a label. */
export interface LabelledDisc {
  /** Name of the disc. */
  readonly name: string;
  /** Volume as recorded. */
  readonly volume: string | null;
  /** Day or time of the recording; its day is shown. */
  readonly date: string | null;
  /** Text of the bar code; `null` for a label without one. */
  readonly barcode: string | null;
}

/** Millimetres. */
const SHEET = { width: 210, height: 297, columns: 3, rows: 8, top: 0.5 };
const LABEL = { width: 70, height: 37, margin: 5 };
const BARS = { top: 15, height: 12, text: 31.5 };

/** Widest and narrowest module: what printers of 300 dots an inch and readers in changers manage. */
const WIDEST = 0.38;
const NARROWEST = 0.19;

/** Modules that are left white on both sides. */
const QUIET = 10;

/** Characters that fit on a line. */
const LINE = 34;

/**
 * Labels as one SVG document, in the order of the discs; a sheet below the other where there are many.
 *
 * Bar codes are Code 39, which changers read, where the text allows it (capital letters, digits and `-. $/+%`),
 * otherwise Code 128.
 *
 * @throws {UsageError} when the text of a bar code can be in neither, or is too long for a label
 */
export function labelSheet(discs: readonly LabelledDisc[]): string {
  const perSheet = SHEET.columns * SHEET.rows;
  const height = SHEET.height * Math.max(1, Math.ceil(discs.length / perSheet));
  const labels = discs.map((disc, index) => {
    const place = index % perSheet;
    const x = (place % SHEET.columns) * LABEL.width;
    const y = Math.floor(index / perSheet) * SHEET.height + SHEET.top +
      Math.floor(place / SHEET.columns) * LABEL.height;
    return `<g transform="translate(${x} ${y})">\n${labelOf(disc)}\n</g>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET.width}mm" height="${height}mm" viewBox="0 0 ${SHEET.width} ${height}" font-family="sans-serif">
<rect width="100%" height="100%" fill="white"/>
${labels.join("")}</svg>
`;
}

function labelOf({ name, volume, date, barcode }: LabelledDisc): string {
  const second = [volume, date?.slice(0, 10)].filter((part) => part !== null && part !== undefined).join(
    "  ",
  );
  const lines = [line(name, 8, 4, "bold"), line(second, 12.5, 3, "normal")];
  if (barcode !== null) lines.push(bars(barcode), line(barcode, BARS.text, 3, "normal"));
  return lines.join("\n");
}

function line(text: string, y: number, size: number, weight: string): string {
  return `<text x="${LABEL.margin}" y="${y}" font-size="${size}" font-weight="${weight}">${
    escape(text)
  }</text>`;
}

function bars(text: string): string {
  const symbol = code39(text) ?? code128(text);
  if (symbol === undefined) {
    throw new UsageError(`Cannot make a bar code of ${JSON.stringify(text)}: it is not printable ASCII`);
  }
  const modules = widthOf(symbol) + 2 * QUIET;
  const module = Math.min(WIDEST, LABEL.width / modules);
  if (module < NARROWEST) {
    throw new UsageError(`Cannot make a bar code of ${JSON.stringify(text)}: it is too long for a label`, {
      hint: `up to 16 capital letters and digits fit`,
    });
  }
  const left = (LABEL.width - module * modules) / 2 + module * QUIET;
  const transform = `translate(${left.toFixed(3)} ${BARS.top}) scale(${module.toFixed(4)} 1)`;
  return `<path transform="${transform}" d="${pathOf(symbol)}"/>`;
}

/** The bars as rectangles. */
function pathOf(symbol: Symbol1D): string {
  let at = 0;
  let path = "";
  symbol.forEach((width, index) => {
    if (index % 2 === 0) path += `M${at} 0h${width}v${BARS.height}h-${width}z`;
    at += width;
  });
  return path;
}

/** A text as XML has it: cut to the line, and without what XML cannot hold. */
function escape(text: string): string {
  const characters = Array.from(text.toWellFormed());
  const cut = characters.length > LINE ? `${characters.slice(0, LINE - 1).join("")}…` : characters.join("");
  // deno-lint-ignore no-control-regex
  const clean = cut.replace(/[\x00-\x1f\x7f-\x9f\ufffe\uffff]/g, "\ufffd");
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
