/**
 * Link counts and file serial numbers (RRIP 4.1.1).
 *
 * @module
 */

import type { Attributes } from "./attributes.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import type { RecordView } from "./record.ts";
import type { Tree } from "./tree.ts";

/** The serial numbers of the files of a tree. */
export class Serials {
  readonly #index = new Map<number, number>();
  readonly #count = new Column();
  readonly #links = new Column();
  readonly #extent = new Column();
  readonly #size = new Column();
  readonly #at = new Column();

  /** Remembers the file of a record; only PX entries of 44 bytes have serial numbers. */
  add(context: Context, record: RecordView, attributes: Attributes, path: () => string): void {
    if (attributes.pxLength < 44 || attributes.serial === 0) return;
    const known = this.#index.get(attributes.serial);
    if (known === undefined) {
      this.#index.set(attributes.serial, this.#count.push(1));
      this.#links.push(attributes.links);
      this.#extent.push(record.extent);
      this.#size.push(record.size);
      this.#at.push(attributes.px);
      return;
    }
    this.#count.set(known, this.#count.at(known) + 1);
    const sameData = record.size === this.#size.at(known) &&
      (record.size === 0 || record.extent === this.#extent.at(known));
    if (!sameData) {
      context.findings.error(
        "serial-shared",
        attributes.px + 36,
        "PX entry",
        "RRIP 4.1.1",
        () => `${path()} has the serial number ${attributes.serial} of a file with other data`,
      );
    } else if (attributes.links !== this.#links.at(known)) {
      context.findings.error(
        "link-count",
        attributes.px + 12,
        "PX entry",
        "RRIP 4.1.1",
        () =>
          `${path()} has ${attributes.links} links, another link of the same file ${this.#links.at(known)}`,
      );
    }
  }

  /** Reports files whose link count is not the number of their records. */
  check(context: Context): void {
    for (let i = 0; i < this.#count.length; i++) {
      const count = this.#count.at(i), links = this.#links.at(i);
      if (count === links) continue;
      // Other links of the file may have been left outside the image.
      context.findings.add(
        links > count ? "warning" : "error",
        "link-count",
        this.#at.at(i) + 12,
        "PX entry",
        "RRIP 4.1.1",
        `A file has ${links} links, but ${count} records have its serial number`,
      );
    }
  }
}

/**
 * Reports directories whose link count is neither 1 nor 2 and one for each directory in them. Moved directories
 * may be counted where they are seen or where they are.
 */
export function checkDirectoryLinks(context: Context, tree: Tree): void {
  for (let i = 0; i < tree.links.length; i++) {
    const links = tree.links.at(i), expected = 2 + tree.children.at(i);
    if (tree.linksAt.at(i) === 0 || links === 1 || links === expected) continue;
    if (links === 2 + tree.records.at(i)) continue;
    context.findings.warning(
      "directory-link-count",
      tree.linksAt.at(i) + 12,
      "PX entry",
      "RRIP 4.1.1",
      () => `The directory ${tree.path(i)} has ${links} links, ${expected} expected`,
    );
  }
}
