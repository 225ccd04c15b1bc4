/**
 * Path tables (ECMA-119 6.9 and 9.4): all directories of a volume, each with the number of its parent.
 *
 * @module
 */

import type { Report } from "./fault.ts";
import { get16L, get16M, get32L, get32M, put16L, put16M, put32L, put32M } from "./numbers.ts";

/** How many directories a path table can number as parents (ECMA-119 9.4.4). */
export const MAX_PATH_TABLE_PARENTS = 0xFFFF;

/** One directory in a path table (ECMA-119 9.4). */
export interface PathTableRecord {
  /** First block of the directory (9.4.3). */
  extent: number;
  /** Number of the record of the parent, counted from 1; the root is its own parent (9.4.4). */
  parent: number;
  /** Bytes of the identifier; one byte 00 for the root (9.4.5). */
  identifier: Uint8Array;
  /** Blocks of the extended attribute record (9.4.2). */
  extendedAttributeLength: number;
}

/** Bytes of a record with an identifier of so many bytes: always even (ECMA-119 9.4.6). */
export function pathTableRecordLength(identifierLength: number): number {
  return 8 + identifierLength + (identifierLength & 1);
}

/**
 * Encodes a path table (ECMA-119 9.4).
 *
 * @param records The records in the order of 6.9.1.
 * @param size Bytes to return; what the records leave is zeros. Rounding it up to blocks is welcome.
 * @param order Numbers least significant byte first (`L`) or most significant byte first (`M`).
 */
export function encodePathTable(
  records: Iterable<PathTableRecord>,
  size: number,
  order: "L" | "M",
): Uint8Array {
  const table = new Uint8Array(size);
  const put32 = order === "L" ? put32L : put32M;
  const put16 = order === "L" ? put16L : put16M;
  let at = 0;
  for (const { extent, parent, identifier, extendedAttributeLength } of records) {
    const length = identifier.length;
    if (length < 1 || length > 255) {
      throw new RangeError(`Cannot encode a path table: an identifier has ${length} bytes`);
    }
    if (parent < 1 || parent > MAX_PATH_TABLE_PARENTS) {
      throw new RangeError(`Cannot encode a path table: parent number ${parent} is outside 1 to 65535`);
    }
    if (at + pathTableRecordLength(length) > size) {
      throw new RangeError(`Cannot encode a path table: its records take more than ${size} bytes`);
    }
    table[at] = length; // BP 1
    table[at + 1] = extendedAttributeLength; // BP 2
    put32(table, at + 2, extent); // BP 3-6
    put16(table, at + 6, parent); // BP 7-8
    table.set(identifier, at + 8); // BP 9-
    at += pathTableRecordLength(length);
  }
  return table;
}

/**
 * Decodes a path table (ECMA-119 9.4). It ends where the bytes do, or at the first record that cannot be,
 * which is reported.
 *
 * @param bytes Exactly the bytes that the volume descriptor gives as path table size; identifiers are views of them.
 * @param order Numbers least significant byte first (`L`) or most significant byte first (`M`).
 * @returns The records, number 1 first, each with the offset of its first byte.
 */
export function decodePathTable(
  bytes: Uint8Array,
  order: "L" | "M",
  report?: Report,
): (PathTableRecord & { at: number })[] {
  const get32 = order === "L" ? get32L : get32M;
  const get16 = order === "L" ? get16L : get16M;
  const records: (PathTableRecord & { at: number })[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at]!; // BP 1
    if (length === 0) {
      fault(report, at, "9.4.1", `Identifier of record ${records.length + 1} has no bytes`);
      break;
    }
    if (at + 8 + length > bytes.length) {
      fault(report, at, "9.4.1", `Record ${records.length + 1} runs past the end of the table`);
      break;
    }
    const parent = get16(bytes, at + 6); // BP 7-8
    if (report) {
      const number = records.length + 1;
      if (parent === 0 || parent > number || (parent === number && number !== 1)) {
        fault(report, at + 6, "9.4.4", `Record ${number} has parent number ${parent}`);
      }
      if (length % 2 !== 0 && at + 8 + length < bytes.length && bytes[at + 8 + length] !== 0) {
        fault(report, at + 8 + length, "9.4.6", `Padding of record ${number} is not 00`);
      }
    }
    records.push({
      extendedAttributeLength: bytes[at + 1]!, // BP 2
      extent: get32(bytes, at + 2), // BP 3-6
      parent,
      identifier: bytes.subarray(at + 8, at + 8 + length), // BP 9-
      at,
    });
    at += pathTableRecordLength(length);
  }
  return records;
}

function fault(report: Report | undefined, at: number, clause: string, message: string): void {
  report?.({ at, structure: "path table", clause: `ECMA-119 ${clause}`, message });
}
