/**
 * What one record of a directory asks of the next one: their order (ECMA-119 9.3), different identifiers, and
 * for a file in several extents (9.1.6) the same one.
 *
 * @module
 */

import { type Cursor, RECORD } from "./cursor.ts";
import { judgeOrder } from "./order.ts";

/** Judges each record of a directory by the one before it. */
export class Neighbours {
  readonly #cursor: Cursor;
  #identifier = "";
  #associated = false;
  #continues = false;

  /** Makes a judge of the records that a cursor comes to. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Begins a directory. */
  reset(): void {
    this.#identifier = "";
    this.#associated = this.#continues = false;
  }

  /** Judges the record at which the cursor is; returns whether it goes on with the file before it. */
  check(): boolean {
    const { record, identifier } = this.#cursor;
    const section = this.#continues;
    if (section && this.#identifier !== identifier) this.#tellUnfinished(record.position);
    else if (!section && this.#identifier !== "") this.#checkOrder();
    this.#identifier = identifier;
    this.#associated = record.isAssociated;
    this.#continues = record.continues;
    return section;
  }

  /** Judges the end of a directory; `position` is its first byte. */
  finish(position: number): void {
    if (this.#continues) this.#tellUnfinished(position);
  }

  #checkOrder(): void {
    const cursor = this.#cursor, { tree, identifier } = cursor;
    const order = judgeOrder(this.#identifier, identifier, tree.kind);
    if (order === "standard") return;
    if (order === "equal") {
      if (this.#associated !== cursor.record.isAssociated) return;
      cursor.error(
        "duplicate-identifier",
        0,
        "ECMA-119 6.8.2.1",
        () => `The directory has two records of ${cursor.path()}`,
      );
      return;
    }
    cursor.fault(
      order === "bytes" || tree.kind === "joliet" ? "warning" : "error",
      "directory-order",
      0,
      "ECMA-119 9.3",
      () => `${cursor.path()} stands behind ${tree.text(this.#identifier)}, which is to follow it`,
    );
  }

  #tellUnfinished(position: number): void {
    const { context, tree, directory } = this.#cursor;
    context.findings.error(
      "multi-extent-unfinished",
      position,
      RECORD,
      "ECMA-119 9.1.6",
      () =>
        `The file ${tree.text(this.#identifier)} in ${
          tree.path(directory)
        } is to go on, but no further record of it follows`,
    );
  }
}
