/**
 * Runs `discglow ls`.
 *
 * @module
 */

import type { Image, ImageEntry } from "../image/open.ts";
import { escapeText } from "./escape.ts";
import { compareNames, entryRecord, longLines, shortLine } from "./ls_format.ts";
import { Notices } from "./notices.ts";
import type { Output } from "./output.ts";
import { findAll, openWithTree } from "./reading.ts";

interface LsValues {
  readonly long: boolean;
  readonly recursive: boolean;
  readonly json: boolean;
  readonly tree: string | undefined;
}

/** Lists the paths of an image as `ls` would. */
export async function runLs(
  operands: readonly string[],
  values: LsValues,
  output: Output,
): Promise<number> {
  const [imagePath, ...paths] = operands;
  const notices = new Notices(output);
  using image = await openWithTree(imagePath!, values.tree, notices);
  const entries = findAll(image, imagePath!, paths.length === 0 ? ["/"] : paths);
  const lister = new Lister(image, values, output, entries.length > 1 || values.recursive);
  lister.listEntries(entries.filter((entry) => entry.kind !== "directory"));
  for (const entry of entries) if (entry.kind === "directory") lister.listDirectory(entry);
  return notices.exitCode;
}

class Lister {
  readonly #image: Image;
  readonly #values: LsValues;
  readonly #output: Output;
  readonly #headings: boolean;
  #listed = false;

  constructor(image: Image, values: LsValues, output: Output, headings: boolean) {
    this.#image = image;
    this.#values = values;
    this.#output = output;
    this.#headings = headings;
  }

  listDirectory(top: ImageEntry): void {
    const waiting = [top];
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (this.#headings && !this.#values.json) this.#heading(entry);
      const children = this.#image.children(entry).toSorted(compareNames);
      this.listEntries(children);
      if (this.#values.recursive) {
        waiting.push(...children.filter((child) => child.kind === "directory").reverse());
      }
    }
  }

  listEntries(entries: readonly ImageEntry[]): void {
    const toTerminal = this.#output.resultsToTerminal;
    if (this.#values.json) {
      for (const entry of entries) this.#output.record(entryRecord(entry));
    } else if (this.#values.long) {
      for (const line of longLines(entries, toTerminal)) this.#output.bytes(line);
    } else {
      for (const entry of entries) this.#output.bytes(shortLine(entry, toTerminal));
    }
    if (entries.length > 0) this.#listed = true;
  }

  #heading(entry: ImageEntry): void {
    if (this.#listed) this.#output.line("");
    this.#output.line(`${escapeText(entry.path)}:`);
    this.#listed = true;
  }
}
