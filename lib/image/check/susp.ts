/**
 * The system use entries of a record (SUSP 4), and of the continuation areas where they go on (SUSP 5.1).
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get32L } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { EntryView, signature } from "./entry.ts";
import type { RecordView } from "./record.ts";
import { shown } from "./text.ts";

const CE = signature("CE");
const ST = signature("ST");

/** The longest continuation area that is read; longer ones are reported. */
const LONGEST_AREA = 1 << 16;

/** Takes one entry that holds together. It is valid during the call. */
export type TakeEntry = (entry: EntryView) => void;

/** Reads the entries of records, one record after the other. */
export class EntryReader {
  readonly #context: Context;
  readonly #path: () => string;
  readonly #take: TakeEntry;
  readonly #entry: EntryView;
  /** Where the continuation area begins that the entries seen so far name, or -1. */
  #next = -1;
  #nextLength = 0;
  /** Where the CE entry stands that names it. */
  #pointer = 0;

  /** Makes a reader that hands entries on, but those that tell where entries are. */
  constructor(context: Context, path: () => string, take: TakeEntry) {
    this.#context = context;
    this.#path = path;
    this.#take = take;
    this.#entry = new EntryView(context, path);
  }

  /**
   * Reads the entries of a record.
   *
   * @param skip bytes of the system use field in front of them
   */
  read(record: RecordView, skip: number): void {
    const at = Math.min(record.end, record.useAt + skip);
    this.#next = -1;
    this.#readArea(record.bytes, at, record.end, record.position + at - record.at);
    let followed: Set<number> | undefined;
    while (this.#next >= 0) {
      const position = this.#next, length = this.#nextLength;
      followed ??= new Set();
      if (!this.#mayFollow(followed)) return;
      followed.add(position);
      const { areas, extents } = this.#context;
      extents.addArea(position, length, this.#pointer);
      const from = areas.locate(position, length);
      if (from < 0) return;
      this.#next = -1;
      this.#readArea(areas.bytes, from, from + length, position);
    }
  }

  #readArea(bytes: Uint8Array, at: number, end: number, position: number): void {
    const entry = this.#entry;
    while (at + 4 <= end && bytes[at] !== 0) {
      entry.load(bytes, at, position);
      const { code, length } = entry;
      if (length < 4 || at + length > end) {
        this.#tell(
          "susp-length",
          0,
          (name) => `The entry ${name} of ${this.#path()} has ${length} bytes where ${end - at} are left`,
        );
        break;
      }
      if (bytes[at + 3] !== 1) {
        this.#tell(
          "susp-version",
          3,
          (name) => `The entry ${name} of ${this.#path()} has version ${bytes[at + 3]}, not 1`,
        );
      }
      if (code === ST) {
        if (length !== 4) this.#tellLength("st-length", "SUSP 5.4", 4);
        at = end;
        break;
      }
      if (code === CE) this.#takeCE();
      else this.#take(entry);
      at += length;
      position += length;
    }
    this.#checkRest(bytes, at, end, position);
  }

  /** Notes where the entries go on. */
  #takeCE(): void {
    const entry = this.#entry, { bytes, at } = entry;
    if (entry.length !== 28) return this.#tellLength("ce-length", "SUSP 5.1", 28);
    entry.checkNumbers(4, 28, "SUSP 5.1");
    if (this.#next >= 0) {
      entry.fault(
        "continuation-duplicate",
        0,
        "SUSP 5.1",
        () => `The entries of ${this.#path()} go on at two places`,
      );
      return;
    }
    const offset = get32L(bytes, at + 12), length = get32L(bytes, at + 20);
    this.#pointer = entry.position;
    this.#next = get32L(bytes, at + 4) * BLOCK_SIZE + offset;
    this.#nextLength = length;
    if (offset + length > BLOCK_SIZE) {
      this.#context.findings.warning(
        "continuation-crosses-block",
        entry.position,
        "CE entry",
        "SUSP 5.1",
        () =>
          `The continuation area of ${this.#path()} crosses the end of its block: ${length} bytes from byte ${offset} on`,
      );
    }
  }

  /** Whether the continuation area ahead can be read; otherwise that is reported. */
  #mayFollow(followed: ReadonlySet<number>): boolean {
    const next = this.#next, length = this.#nextLength, context = this.#context;
    const fault = (id: string, message: () => string) =>
      context.findings.error(id, this.#pointer, "CE entry", "SUSP 5.1", message);
    if (followed.has(next)) {
      fault(
        "continuation-cycle",
        () => `The continuation areas of ${this.#path()} come back to byte ${next}`,
      );
      return false;
    }
    if (next + length > context.image.size) {
      fault(
        "continuation-outside-image",
        () =>
          `The continuation area of ${this.#path()} ends at byte ${
            next + length
          }, the image at ${context.image.size}`,
      );
      return false;
    }
    context.areaBudget -= length + 32;
    if (length > LONGEST_AREA || context.areaBudget < 0) {
      fault(
        "continuation-length",
        () => `The continuation area of ${this.#path()} has ${length} bytes, which is not read`,
      );
      return false;
    }
    return true;
  }

  #tell(id: string, offset: number, message: (name: string) => string): void {
    const { name, position } = this.#entry;
    const structure = "system use entry";
    this.#context.findings.error(id, position + offset, structure, "SUSP 4.1", () => message(shown(name)));
  }

  #tellLength(id: string, clause: string, wanted: number): void {
    const { name, length } = this.#entry;
    this.#entry.fault(
      id,
      0,
      clause,
      () => `The entry ${name} of ${this.#path()} has ${length} bytes, not ${wanted}`,
    );
  }

  #checkRest(bytes: Uint8Array, at: number, end: number, position: number): void {
    for (let i = at; i < end; i++) {
      if (bytes[i] === 0) continue;
      // What cannot be an entry was reported as such.
      if (i === at && end - at >= 4) return;
      this.#context.findings.warning(
        "susp-trailing",
        position + i - at,
        "system use field",
        "SUSP 4",
        () => `The bytes after the last system use entry of ${this.#path()} are not zero`,
      );
      return;
    }
  }
}
