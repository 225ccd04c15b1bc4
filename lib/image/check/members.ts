/**
 * The records of what a directory holds: files and directories.
 *
 * @module
 */

import { BLOCK_SIZE, blocksOf } from "../../iso9660/block.ts";
import type { Checksums } from "./checksums.ts";
import type { Cursor } from "./cursor.ts";
import { USE } from "./extents.ts";
import type { Serials } from "./links.ts";
import { checkIdentifier } from "./names.ts";
import type { Relocations } from "./relocation.ts";
import { checkAttributes, checkName } from "./rock_ridge.ts";

/** What members of directories are remembered in, so that they can be judged together. */
export interface Gathered {
  /** Hard links. */
  readonly serials: Serials;
  /** Moved directories. */
  readonly relocations: Relocations;
  /** Files that the list of checksums may name. */
  readonly checksums: Checksums;
}

/** The deepest level of a directory, and the longest path (ECMA-119 6.8.2.1). */
const MOST_LEVELS = 8;
const LONGEST_PATH = 255;

/** Judges members of directories, and remembers them. */
export class Members {
  readonly #cursor: Cursor;
  readonly #gathered: Gathered;
  readonly #deepAllowed: boolean;
  /** The names that Rock Ridge gives in this directory. */
  readonly #names = new Set<string>();

  /**
   * Makes a judge of the records that a cursor comes to.
   *
   * @param deepAllowed whether a tree of another kind shows what this one holds too deep
   */
  constructor(cursor: Cursor, gathered: Gathered, deepAllowed: boolean) {
    this.#cursor = cursor;
    this.#gathered = gathered;
    this.#deepAllowed = deepAllowed;
  }

  /** Begins a directory. */
  reset(): void {
    this.#names.clear();
  }

  /** Judges the record at which the cursor is; `section`: it goes on with the file before it. */
  check(section: boolean): void {
    const { context, tree, directory, record, attributes, path } = this.#cursor;
    const { serials, relocations } = this.#gathered;
    if (tree.susp) this.#cursor.readAttributes(tree.suspSkip);
    const isLink = attributes.cl >= 0;
    if (!section) {
      tree.entries++;
      checkIdentifier(context, record, tree.kind, isLink, path);
    }
    if (tree.rockRidge && !section) {
      checkAttributes(context, record, attributes, path);
      if (attributes.name.at >= 0) checkName(context, attributes, this.#names, path);
      if (!record.isDirectory && !isLink) serials.add(context, record, attributes, path);
    }
    if (tree.rockRidge && isLink) relocations.addLink(directory, attributes);
    else if (!this.#isInside()) return;
    else if (record.isDirectory) this.#addDirectory();
    else this.#addFile(section);
  }

  /** Whether the extent lies in the image; otherwise that is reported. */
  #isInside(): boolean {
    const { context, record, path } = this.#cursor;
    const blocks = blocksOf(record.size);
    if (record.size === 0 || context.holds(record.start, blocks)) return true;
    this.#cursor.error(
      "extent-outside-image",
      2,
      "ECMA-119 9.1.3",
      () =>
        `The extent of ${path()} ends before block ${
          record.start + blocks
        }, the image has ${context.sizeInWords}`,
    );
    return false;
  }

  #addDirectory(): void {
    const cursor = this.#cursor, { context, tree, directory, record, attributes, identifier } = cursor;
    const { relocations, checksums } = this.#gathered;
    const known = tree.byStart.get(record.start);
    if (known !== undefined) {
      cursor.error(
        "directory-cycle",
        2,
        "ECMA-119 6.8.2",
        () => {
          const relation = tree.holds(known, directory) ? ", which holds it" : " once more";
          return `${cursor.path()} is the directory ${tree.path(known)}${relation}`;
        },
      );
      return;
    }
    const level = tree.level.at(directory) + 1;
    const pathLength = this.#pathLength();
    if (tree.kind === "iso9660") {
      if (level > MOST_LEVELS) {
        this.#tellDeep(
          "directory-depth",
          () => `${cursor.path()} is at level ${level}, more than ${MOST_LEVELS}`,
        );
      }
      this.#checkPathLength(pathLength);
    }
    const { start, size, position } = record;
    const index = tree.add(start, size, directory, position, level, pathLength, identifier);
    tree.records.increment(directory);
    if (attributes.re >= 0) relocations.addMoved(index, attributes);
    else tree.children.increment(directory);
    context.extents.add(start, size, USE.directory, position + 2);
    checksums.addDirectory(index, directory, attributes.name.text || identifier);
  }

  #addFile(section: boolean): void {
    const cursor = this.#cursor, { context, tree, directory, record, attributes, identifier } = cursor;
    const { start, size, position } = record;
    if (record.continues && size % BLOCK_SIZE !== 0) {
      cursor.error(
        "multi-extent-length",
        10,
        "ECMA-119 6.4.3",
        () =>
          `An extent of ${cursor.path()} that is not the last has ${size} bytes, no whole number of blocks`,
      );
    }
    if (tree.kind === "iso9660" && !section) this.#checkPathLength(this.#pathLength());
    if (size > 0) {
      tree.fileStart.push(start);
      tree.fileRecord.push(position + 2);
      context.extents.add(start, size, USE.file, position + 2);
    }
    if (attributes.compressed || attributes.link.at >= 0) return;
    this.#gathered.checksums.addFile(directory, attributes.name.text || identifier, section, start, size);
  }

  /** Bytes of all identifiers on the path of the record, each with a separator. */
  #pathLength(): number {
    const { tree, directory, record } = this.#cursor;
    return tree.pathLength.at(directory) + record.nameLength + 1;
  }

  #checkPathLength(pathLength: number): void {
    const length = pathLength - 1; // one separator less than identifiers
    if (length <= LONGEST_PATH) return;
    this.#tellDeep(
      "path-length",
      () => `The path of ${this.#cursor.path()} has ${length} bytes, more than ${LONGEST_PATH}`,
    );
  }

  #tellDeep(id: string, message: () => string): void {
    const allowed = this.#deepAllowed || this.#cursor.tree.rockRidge;
    this.#cursor.fault(allowed ? "warning" : "error", id, 0, "ECMA-119 6.8.2.1", message);
  }
}
