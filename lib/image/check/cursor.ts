/**
 * Where the walk through a tree is: the directory, and the record in it.
 *
 * @module
 */

import { Attributes } from "./attributes.ts";
import type { Context } from "./context.ts";
import type { Severity } from "./findings.ts";
import { RecordView } from "./record.ts";
import { EntryReader } from "./susp.ts";
import { byteString } from "./text.ts";
import type { Tree } from "./tree.ts";

/** What findings about a record call it. */
export const RECORD = "directory record";

/** A place in a tree; the same object serves for the whole walk. */
export class Cursor {
  /** The image and what was found in it. */
  readonly context: Context;
  /** The tree. */
  readonly tree: Tree;
  /** Index of the directory. */
  directory: number = 0;
  /** The record in it. */
  readonly record: RecordView = new RecordView();
  /** The identifier of that record, one byte a character. */
  identifier: string = "";
  /** What Rock Ridge says in that record; only after {@linkcode readAttributes}. */
  readonly attributes: Attributes = new Attributes();
  /** The path of the record, for messages; bound, so that it can be passed on as it is. */
  readonly path = (): string => this.#describe();
  readonly #entries: EntryReader;

  /** Begins at the root. */
  constructor(context: Context, tree: Tree) {
    this.context = context;
    this.tree = tree;
    this.#entries = new EntryReader(context, this.path, (entry) => this.attributes.take(entry));
  }

  /** Goes to the record at a place of the directory; returns why no record can be there, or `undefined`. */
  load(bytes: Uint8Array, at: number, position: number, room: number): string | undefined {
    const { record } = this;
    const impossible = record.load(bytes, at, position, room);
    if (impossible !== undefined) return impossible;
    this.identifier = byteString(bytes, record.nameAt, record.nameAt + record.nameLength);
    return undefined;
  }

  /** Reads the system use entries of the record. */
  readAttributes(skip: number): void {
    this.attributes.reset();
    this.#entries.read(this.record, skip);
    this.attributes.finish(this);
  }

  /** Reports a fault of the record. */
  error(id: string, offset: number, clause: string, message: () => string): void {
    this.fault("error", id, offset, clause, message);
  }

  /** The same for one that may be harmless. */
  fault(severity: Severity, id: string, offset: number, clause: string, message: () => string): void {
    this.context.findings.add(severity, id, this.record.position + offset, RECORD, clause, message);
  }

  #describe(): string {
    const path = this.tree.path(this.directory);
    if (this.identifier === "\0") return `"." of ${path}`;
    if (this.identifier === "\x01") return `".." of ${path}`;
    return `${path === "/" ? "" : path}/${this.tree.text(this.identifier)}`;
  }
}
