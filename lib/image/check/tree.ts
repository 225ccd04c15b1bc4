/**
 * One tree of directories of an image, as the check remembers it: columns of numbers for directories and
 * files, strings for the names of directories only.
 *
 * @module
 */

import { Column } from "./column.ts";
import { shown, shownUcs2 } from "./text.ts";

/** What the identifiers of a tree are: ECMA-119 d-characters, UCS-2, or any bytes (ISO 9660:1999). */
export type TreeKind = "iso9660" | "joliet" | "enhanced";

/** Names of a path that a message shows; paths of untrusted images may be endless. */
const SHOWN_NAMES = 12;

/** One tree of directories. */
export class Tree {
  /** What its identifiers are. */
  readonly kind: TreeKind;
  /** First block of each directory; the root is the first one. */
  readonly start: Column = new Column();
  /** Bytes of each directory. */
  readonly size: Column = new Column();
  /** Index of the directory whose record named it first. */
  readonly parent: Column = new Column();
  /** Where that record stands in the image. */
  readonly record: Column = new Column();
  /** Levels from the root, which is 1. */
  readonly level: Column = new Column();
  /** Bytes of its identifiers, from the root on, with one for each separator. */
  readonly pathLength: Column = new Column();
  /** How many directories it holds, in the tree that users see. */
  readonly children: Column = new Column();
  /** How many records of directories it holds, moved ones among them. */
  readonly records: Column = new Column();
  /** Links of its POSIX attributes, or 0. */
  readonly links: Column = new Column();
  /** Where those attributes stand in the image. */
  readonly linksAt: Column = new Column();
  /** Identifier of each directory, one byte a character. */
  readonly names: string[] = [];
  /** Which directory begins at a block. */
  readonly byStart: Map<number, number> = new Map();
  /** First block of every extent of a file that holds data. */
  readonly fileStart: Column = new Column();
  /** Where the record of that extent stands in the image. */
  readonly fileRecord: Column = new Column();
  /** Entries but "." and "..". */
  entries: number = 0;
  /** Whether system use entries are shared by SUSP. */
  susp: boolean = false;
  /** Bytes to skip in system use fields. */
  suspSkip: number = 0;
  /** Whether POSIX attributes and long names are recorded. */
  rockRidge: boolean = false;

  /** Makes a tree with its root. */
  constructor(kind: TreeKind, rootStart: number, rootSize: number, rootRecord: number) {
    this.kind = kind;
    this.add(rootStart, rootSize, 0, rootRecord, 1, 0, "");
  }

  /** Adds a directory and returns its index. */
  add(
    start: number,
    size: number,
    parent: number,
    record: number,
    level: number,
    pathLength: number,
    name: string,
  ): number {
    const index = this.start.push(start);
    this.size.push(size);
    this.parent.push(parent);
    this.record.push(record);
    this.level.push(level);
    this.pathLength.push(pathLength);
    this.children.push(0);
    this.records.push(0);
    this.links.push(0);
    this.linksAt.push(0);
    this.names.push(name);
    this.byStart.set(start, index);
    return index;
  }

  /** An identifier as a person may read it. */
  text(identifier: string): string {
    return this.kind === "joliet" ? shownUcs2(identifier) : shown(identifier);
  }

  /** The path of a directory as a person may read it. */
  path(directory: number): string {
    let path = "";
    for (let left = SHOWN_NAMES; directory > 0; directory = this.parent.at(directory)) {
      if (left-- === 0) return `…${path}`;
      path = `/${this.text(this.names[directory] ?? "")}${path}`;
    }
    return path || "/";
  }

  /** Whether one directory is another one or holds it, at any depth. */
  holds(directory: number, inner: number): boolean {
    while (inner > directory) inner = this.parent.at(inner);
    return inner === directory;
  }
}
