/**
 * A directory record while it is looked at. The check reads bytes by itself and not through the decoders of
 * `lib/iso9660`, so that a mistake which encoder and decoder share does not go unseen.
 *
 * @module
 */

import { FLAG_ASSOCIATED, FLAG_DIRECTORY, FLAG_MULTI_EXTENT } from "../../iso9660/directory_record.ts";
import { get16L, get32L } from "../../iso9660/numbers.ts";
import { checkBoth16, checkBoth32 } from "./both_orders.ts";
import type { Context } from "./context.ts";
import { recordDateFault } from "./dates.ts";
import type { Severity } from "./findings.ts";

/** One directory record; the same object serves for all records of a directory, one after the other. */
export class RecordView {
  /** Bytes among which the record stands. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Where it begins in `bytes`. */
  at: number = 0;
  /** Where it begins in the image. */
  position: number = 0;
  /** Bytes of the record (9.1.1). */
  length: number = 0;
  /** First block of the data: the extent (9.1.3) behind its extended attribute record (9.1.2). */
  start: number = 0;
  /** First block of the extent (9.1.3). */
  extent: number = 0;
  /** Bytes of data (9.1.4). */
  size: number = 0;
  /** File flags (9.1.6). */
  flags: number = 0;
  /** Where the identifier begins in `bytes` (9.1.11). */
  nameAt: number = 0;
  /** Bytes of the identifier (9.1.10). */
  nameLength: number = 0;
  /** Where the system use field begins in `bytes` (9.1.13). */
  useAt: number = 0;
  /** Where the record ends in `bytes`. */
  end: number = 0;

  /** Whether it is a directory's. */
  get isDirectory(): boolean {
    return (this.flags & FLAG_DIRECTORY) !== 0;
  }

  /** Whether a further record goes on with the same file. */
  get continues(): boolean {
    return (this.flags & FLAG_MULTI_EXTENT) !== 0;
  }

  /** Whether it is an associated file's. */
  get isAssociated(): boolean {
    return (this.flags & FLAG_ASSOCIATED) !== 0;
  }

  /** Whether its identifier is the single byte given: 0 for the directory itself, 1 for its parent. */
  isSpecial(byte: number): boolean {
    return this.nameLength === 1 && this.bytes[this.nameAt] === byte;
  }

  /**
   * Looks at the record at a place.
   *
   * @param room bytes from there to the end of the block
   * @returns why no record can be there, or `undefined`
   */
  load(bytes: Uint8Array, at: number, position: number, room: number): string | undefined {
    this.bytes = bytes;
    this.at = at;
    this.position = position;
    this.length = bytes[at]!; // BP 1
    this.end = at + this.length;
    if (this.length > room) {
      return `The record of ${this.length} bytes crosses the end of its block, ${room} bytes away`;
    }
    this.nameLength = this.length > 32 ? bytes[at + 32]! : 0; // BP 33
    this.nameAt = at + 33;
    if (this.nameLength === 0) return `The record of ${this.length} bytes has no identifier`;
    if (33 + this.nameLength > this.length) {
      return `The identifier of ${this.nameLength} bytes does not fit into its record of ${this.length}`;
    }
    this.extent = get32L(bytes, at + 2); // BP 3-10
    this.start = this.extent + bytes[at + 1]!; // BP 2
    this.size = get32L(bytes, at + 10); // BP 11-18
    this.flags = bytes[at + 25]!; // BP 26
    this.useAt = Math.min(this.end, this.nameAt + (this.nameLength | 1));
    return undefined;
  }
}

/** Judges the fields of a record that mean the same in every record. */
export function checkRecordFields(context: Context, record: RecordView, path: () => string): void {
  const { bytes, at, position, flags } = record;
  const structure = "directory record";
  checkBoth32(context, bytes, at + 2, position + 2, structure, "ECMA-119 9.1.3");
  checkBoth32(context, bytes, at + 10, position + 10, structure, "ECMA-119 9.1.4");
  checkBoth16(context, bytes, at + 28, position + 28, structure, "ECMA-119 9.1.9");
  const fault = (severity: Severity, id: string, offset: number, clause: string, message: () => string) =>
    context.findings.add(severity, id, position + offset, structure, `ECMA-119 ${clause}`, message);
  if (record.length % 2 !== 0) {
    fault(
      "error",
      "record-length-odd",
      0,
      "9.1.13",
      () => `The record of ${path()} has ${record.length} bytes, an odd number`,
    );
  }
  const padding = record.nameAt + record.nameLength;
  if (record.nameLength % 2 === 0 && padding < record.end && bytes[padding] !== 0) {
    const message = () => `The padding byte after the identifier of ${path()} is not zero`;
    fault("warning", "record-padding", 33 + record.nameLength, "9.1.12", message);
  }
  const date = recordDateFault(bytes, at + 18);
  if (date !== undefined) {
    fault("error", "record-date", 18, "9.1.5", () => `The date of ${path()} is none: ${date}`);
  }
  if ((flags & 0x60) !== 0) {
    const message = () => `The reserved file flags of ${path()} are set: ${flags}`;
    fault("error", "record-flags", 25, "9.1.6", message);
  } else if (record.isDirectory && (flags & (FLAG_MULTI_EXTENT | FLAG_ASSOCIATED)) !== 0) {
    const message = () => `The directory ${path()} has flags that only files may have: ${flags}`;
    fault("error", "record-flags", 25, "9.1.6", message);
  }
  if (bytes[at + 26] !== 0 || bytes[at + 27] !== 0) {
    const message = () => `The data of ${path()} is interleaved, which few readers understand`;
    fault("warning", "record-interleaved", 26, "9.1.7", message);
  }
  if (bytes[at + 1] !== 0) {
    const message = () =>
      `The data of ${path()} begins behind an extended attribute record, which few readers understand`;
    fault("warning", "record-attributes", 1, "9.1.2", message);
  }
  const volume = get16L(bytes, at + 28);
  if (volume !== 1) {
    fault(
      "warning",
      "record-volume",
      28,
      "9.1.9",
      () => `The data of ${path()} is on volume ${volume} of the set`,
    );
  }
}
