/**
 * A system use entry while it is looked at (SUSP 4.1).
 *
 * @module
 */

import { agree32, checkBoth32 } from "./both_orders.ts";
import type { Context } from "./context.ts";

/** One system use entry; the same object serves for all entries of a tree, one after the other. */
export class EntryView {
  /** Its two letters as one number (BP 1-2). */
  code: number = 0;
  /** Bytes among which the entry stands. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where it begins in `bytes`. */
  at: number = 0;
  /** Bytes of the entry (BP 3). */
  length: number = 0;
  /** Where it begins in the image. */
  position: number = 0;
  /** Where findings go. */
  readonly context: Context;
  /** The path of the record that it belongs to, for messages. */
  readonly path: () => string;

  /** Makes a view of nothing yet. */
  constructor(context: Context, path: () => string) {
    this.context = context;
    this.path = path;
  }

  /** Looks at the entry at a place. */
  load(bytes: Uint8Array, at: number, position: number): void {
    this.bytes = bytes;
    this.at = at;
    this.position = position;
    this.code = bytes[at]! << 8 | bytes[at + 1]!;
    this.length = bytes[at + 2]!;
  }

  /** The letters of its signature. */
  get name(): string {
    return String.fromCharCode(this.code >> 8, this.code & 0xff);
  }

  /** Reports a fault that stands `offset` bytes behind its begin. */
  fault(id: string, offset: number, clause: string, message: () => string): void {
    this.context.findings.error(id, this.position + offset, `${this.name} entry`, clause, message);
  }

  /** Whether the entry has the length it must have; otherwise that is reported. */
  hasLength(wanted: number, clause: string): boolean {
    if (this.length === wanted) return true;
    this.#tellLength(wanted, clause);
    return false;
  }

  /** The same for an entry that may be longer. */
  hasLengthFrom(least: number, clause: string): boolean {
    if (this.length >= least) return true;
    this.#tellLength(least, clause);
    return false;
  }

  /** Reports numbers in both byte orders that differ, from one offset until another. */
  checkNumbers(from: number, until: number, clause: string): void {
    for (let i = from; i + 8 <= until; i += 8) {
      if (agree32(this.bytes, this.at + i)) continue;
      checkBoth32(this.context, this.bytes, this.at + i, this.position + i, `${this.name} entry`, clause);
    }
  }

  #tellLength(wanted: number, clause: string): void {
    const { name, length } = this;
    this.fault(
      `${name.toLowerCase()}-length`,
      2,
      clause,
      () => `The ${name} entry of ${this.path()} has ${length} bytes, not ${wanted}`,
    );
  }
}

/** The number that stands for the two letters of a signature. */
export function signature(text: string): number {
  return text.charCodeAt(0) << 8 | text.charCodeAt(1);
}
