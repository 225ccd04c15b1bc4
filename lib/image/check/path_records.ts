/**
 * The records of a path table of type L (ECMA-119 9.4) against the directories of its tree.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get16L, get32L } from "../../iso9660/numbers.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import { compareFilled } from "./order.ts";
import { byteString } from "./text.ts";
import type { Tree } from "./tree.ts";
import type { FoundVolume } from "./volume.ts";

/** Bytes in front of the identifier (9.4.1 to 9.4.4). */
const HEADER = 8;
/** Numbers of parents have 16 bits; in larger trees they cannot be right. */
const MOST_NUMBERED = 0xffff;

/** Judges the records of the L table. */
export function checkPathRecords(context: Context, volume: FoundVolume, tree: Tree, bytes: Uint8Array): void {
  new PathRecords(context, tree, bytes, volume.pathTables[0] * BLOCK_SIZE).check(volume);
}

class PathRecords {
  readonly #context: Context;
  readonly #tree: Tree;
  readonly #bytes: Uint8Array;
  /** Where the table begins in the image. */
  readonly #position: number;
  /** First block of the directory of each record. */
  readonly #starts = new Column();
  /** For each directory, whether a record of it was seen. */
  readonly #seen: Uint8Array;
  /** Where the record begins in the table. */
  #at = 0;
  #parent = 0;
  #identifier = "";

  constructor(context: Context, tree: Tree, bytes: Uint8Array, position: number) {
    this.#context = context;
    this.#tree = tree;
    this.#bytes = bytes;
    this.#position = position;
    this.#seen = new Uint8Array(tree.start.length);
  }

  check(volume: FoundVolume): void {
    const bytes = this.#bytes;
    while (this.#at + HEADER < bytes.length && bytes[this.#at] !== 0) {
      const length = bytes[this.#at]!;
      const end = this.#at + HEADER + length;
      if (end > bytes.length) break;
      this.#checkRecord(byteString(bytes, this.#at + HEADER, end));
      if (length % 2 !== 0 && bytes[end] !== 0 && end < bytes.length) {
        this.#fault(
          "path-table-padding",
          HEADER + length,
          "9.4.6",
          () => `The padding byte of record ${this.#starts.length} is not zero`,
        );
      }
      this.#at = end + (length & 1);
    }
    if (this.#at !== volume.pathTableSize) {
      this.#context.findings.error(
        "path-table-size",
        volume.position + 132,
        "path table",
        "ECMA-119 8.4.13",
        `The records take ${this.#at} bytes, the descriptor says ${volume.pathTableSize}`,
      );
    }
    this.#tellUnseen();
  }

  #checkRecord(identifier: string): void {
    const start = get32L(this.#bytes, this.#at + 2) + this.#bytes[this.#at + 1]!;
    const parent = get16L(this.#bytes, this.#at + 6);
    const number = this.#starts.push(start) + 1;
    const directory = this.#directoryAt(start, number, identifier);
    if (directory !== undefined) {
      if (identifier !== (directory === 0 ? "\0" : this.#tree.names[directory])) {
        this.#fault(
          "path-table-identifier",
          8,
          "9.4.5",
          () =>
            `Record ${number} calls the directory ${this.#tree.path(directory)} ${
              this.#tree.text(identifier)
            }`,
        );
      }
      this.#checkParent(number, parent, directory);
    }
    if (number > 2 && this.#tree.start.length <= MOST_NUMBERED) this.#checkOrder(number, parent, identifier);
    this.#parent = parent;
    this.#identifier = identifier;
  }

  /** The directory that a record gives, unless there is none or another record gave it. */
  #directoryAt(start: number, number: number, identifier: string): number | undefined {
    const tree = this.#tree;
    const directory = tree.byStart.get(start);
    const fault = (message: () => string) => this.#fault("path-table-extent", 2, "9.4.3", message);
    if (directory === undefined) {
      fault(() => `Record ${number}, ${tree.text(identifier)}, gives block ${start}, where no directory is`);
      return undefined;
    }
    if (this.#seen[directory] !== 0) {
      fault(() => `Record ${number} gives the directory ${tree.path(directory)} a second time`);
      return undefined;
    }
    this.#seen[directory] = 1;
    return directory;
  }

  #checkParent(number: number, parent: number, directory: number): void {
    const tree = this.#tree;
    const fault = (message: () => string) => this.#fault("path-table-parent", 6, "9.4.4", message);
    if (number === 1) {
      if (directory === 0 && parent === 1) return;
      fault(() => `The first record is not that of the root: its parent is ${parent}`);
    } else if (parent >= number) {
      fault(() => `Record ${number} has the parent ${parent}, which does not stand before it`);
    } else if (number <= MOST_NUMBERED) {
      const above = tree.parent.at(directory);
      if (this.#starts.at(parent - 1) === tree.start.at(above)) return;
      fault(() =>
        `Record ${number} has the parent ${parent}, but ${tree.path(directory)} is in ${tree.path(above)}`
      );
    }
  }

  /** Judges a record by the one before it. */
  #checkOrder(number: number, parent: number, identifier: string): void {
    const filler = this.#tree.kind === "joliet" ? 0 : 0x20;
    const inOrder = parent > this.#parent ||
      parent === this.#parent && compareFilled(this.#identifier, identifier, filler) < 0;
    if (inOrder) return;
    this.#fault(
      "path-table-order",
      0,
      "6.9.1",
      () => `Record ${number}, ${this.#tree.text(identifier)}, is to stand before record ${number - 1}`,
    );
  }

  #tellUnseen(): void {
    const tree = this.#tree;
    for (let i = 0; i < this.#seen.length; i++) {
      if (this.#seen[i] !== 0) continue;
      this.#context.findings.error(
        "path-table-incomplete",
        tree.record.at(i),
        "path table",
        "ECMA-119 6.9",
        () => `The directory ${tree.path(i)} is not in the path table`,
      );
    }
  }

  #fault(id: string, offset: number, clause: string, message: () => string): void {
    const position = this.#position + this.#at + offset;
    this.#context.findings.error(id, position, "path table", `ECMA-119 ${clause}`, message);
  }
}
