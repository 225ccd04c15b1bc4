/**
 * The directory record (ECMA-119 9.1): one extent of a file or directory.
 *
 * @module
 */

import { BLOCK_SIZE } from "./block.ts";
import { getRecordDate, putRecordDate } from "./dates.ts";
import type { Report } from "./fault.ts";
import { both16, both32, put16Both, put32Both } from "./numbers.ts";

/** File flag: the user need not be told of the file (ECMA-119 9.1.6, bit 0). */
export const FLAG_HIDDEN = 1;
/** File flag: the record identifies a directory (ECMA-119 9.1.6, bit 1). */
export const FLAG_DIRECTORY = 2;
/** File flag: an associated file, such as a resource fork (ECMA-119 9.1.6, bit 2). */
export const FLAG_ASSOCIATED = 4;
/** File flag: the extended attribute record gives a record format (ECMA-119 9.1.6, bit 3). */
export const FLAG_RECORD = 8;
/** File flag: the extended attribute record gives owner and permissions (ECMA-119 9.1.6, bit 4). */
export const FLAG_PROTECTION = 16;
/** File flag: more extents of the file follow in further records (ECMA-119 9.1.6, bit 7). */
export const FLAG_MULTI_EXTENT = 128;

/** Bytes of the fixed part, BP 1-33, in front of the identifier (ECMA-119 9.1). */
export const RECORD_HEADER_LENGTH = 33;

/** The longest record, in bytes: the even numbers below 256 (ECMA-119 9.1.1). */
export const MAX_RECORD_LENGTH = 254;

/** The decoded fields of a directory record (ECMA-119 9.1). */
export interface DirectoryRecord {
  /** Bytes of the whole record (9.1.1). */
  length: number;
  /** Blocks of the extended attribute record in front of the data (9.1.2). */
  extendedAttributeLength: number;
  /** First block of the extent (9.1.3). */
  extent: number;
  /** Bytes of the extent, or of the section of the file that it holds (9.1.4). */
  dataLength: number;
  /** Recording date in seconds since 1970 UTC, or `undefined` when unspecified (9.1.5). */
  date: number | undefined;
  /** File flags, `FLAG_…` (9.1.6). */
  flags: number;
  /** Blocks of a file unit of an interleaved file, otherwise 0 (9.1.7). */
  fileUnitSize: number;
  /** Blocks between the file units of an interleaved file, otherwise 0 (9.1.8). */
  interleaveGap: number;
  /** Number of the volume in its set that holds the extent (9.1.9). */
  volumeSequenceNumber: number;
  /** Bytes of the identifier, a view; one byte 00 or 01 for the directory itself and its parent (9.1.11). */
  identifier: Uint8Array;
  /** Bytes for system use, a view (9.1.13). */
  systemUse: Uint8Array;
}

/** Bytes of a record with an identifier and a system use field of so many bytes: always even (ECMA-119 9.1.12, 9.1.13). */
export function directoryRecordLength(identifierLength: number, systemUseLength: number): number {
  return (RECORD_HEADER_LENGTH + (identifierLength | 1) + systemUseLength + 1) & ~1;
}

/**
 * Writes the fixed part of a record, BP 1-33 (ECMA-119 9.1.1 to 9.1.10), of a file on the first volume of a
 * set. The caller writes the identifier, a byte 00 after an identifier of even length, and the system use.
 *
 * @param seconds Recording date, seconds since 1970 UTC, which `recordDateHolds`.
 * @returns The offset at which the identifier begins.
 */
export function putDirectoryRecord(
  into: Uint8Array,
  at: number,
  recordLength: number,
  extent: number,
  dataLength: number,
  seconds: number,
  flags: number,
  identifierLength: number,
): number {
  if (recordLength > MAX_RECORD_LENGTH || extent > 0xFFFFFFFF || dataLength > 0xFFFFFFFF) {
    throw new RangeError(
      `Cannot write a directory record: length ${recordLength}, extent ${extent} or data length ${dataLength} is out of range`,
    );
  }
  into[at] = recordLength; // BP 1
  into[at + 1] = 0; // BP 2, no extended attribute record
  put32Both(into, at + 2, extent); // BP 3-10
  put32Both(into, at + 10, dataLength); // BP 11-18
  putRecordDate(into, at + 18, seconds); // BP 19-25
  into[at + 25] = flags; // BP 26
  into[at + 26] = 0; // BP 27, not interleaved
  into[at + 27] = 0; // BP 28
  put16Both(into, at + 28, 1); // BP 29-32
  into[at + 32] = identifierLength; // BP 33
  return at + RECORD_HEADER_LENGTH;
}

/**
 * Encodes a whole record from its fields, `length` excepted, which follows from them (ECMA-119 9.1).
 * Meant for the few records outside directories; directories are written with `putDirectoryRecord`.
 */
export function encodeDirectoryRecord(record: Omit<DirectoryRecord, "length">): Uint8Array {
  const { identifier, systemUse } = record;
  const length = directoryRecordLength(identifier.length, systemUse.length);
  if (length > MAX_RECORD_LENGTH) {
    throw new RangeError(`Cannot encode a directory record: ${length} bytes are more than 254`);
  }
  const bytes = new Uint8Array(length);
  putDirectoryRecord(
    bytes,
    0,
    length,
    record.extent,
    record.dataLength,
    record.date ?? 0,
    record.flags,
    identifier.length,
  );
  if (record.date === undefined) bytes.fill(0, 18, 25);
  bytes[1] = record.extendedAttributeLength; // BP 2
  bytes[26] = record.fileUnitSize; // BP 27
  bytes[27] = record.interleaveGap; // BP 28
  put16Both(bytes, 28, record.volumeSequenceNumber); // BP 29-32
  bytes.set(identifier, 33); // BP 34-
  bytes.set(systemUse, 33 + (identifier.length | 1));
  return bytes;
}

/**
 * Decodes the record at `at` (ECMA-119 9.1). `undefined` when its length byte is 0, which means that no
 * record follows in this block (6.8.1.1), and when no record can stand there, which is reported.
 *
 * @param bytes Bytes that begin at a block boundary; the identifier and the system use become views of them.
 */
export function decodeDirectoryRecord(
  bytes: Uint8Array,
  at: number,
  report?: Report,
): DirectoryRecord | undefined {
  if (!(at >= 0 && at < bytes.length)) {
    fault(report, at, "9.1.1", "Record begins outside its directory");
    return undefined;
  }
  const length = bytes[at]!; // BP 1
  if (length === 0) return undefined;
  const identifierLength = at + 33 <= bytes.length ? bytes[at + 32]! : 0; // BP 33
  const impossible = length < 34
    ? `Record length is ${length}, less than 34`
    : at + length > bytes.length
    ? `Record of ${length} bytes ends after ${bytes.length - at}`
    : at % BLOCK_SIZE + length > BLOCK_SIZE
    ? `Record of ${length} bytes runs across the end of its block`
    : RECORD_HEADER_LENGTH + identifierLength > length
    ? `Identifier of ${identifierLength} bytes does not fit into a record of ${length}`
    : undefined;
  if (impossible !== undefined) {
    fault(report, at, "9.1.1", impossible);
    return undefined;
  }
  const identifierAt = at + RECORD_HEADER_LENGTH;
  const identifierEnd = identifierAt + identifierLength;
  const end = at + length;
  if (report) {
    if (length % 2 !== 0) fault(report, at, "9.1.13", `Record length ${length} is odd`);
    if (identifierLength === 0) fault(report, at + 32, "9.1.10", "Identifier has no bytes");
    if ((bytes[at + 25]! & 0x60) !== 0) fault(report, at + 25, "9.1.6", "Reserved file flags are set");
    if (identifierLength % 2 === 0 && identifierEnd < end && bytes[identifierEnd] !== 0) {
      fault(report, identifierEnd, "9.1.12", "Padding after the identifier is not 00");
    }
  }
  return {
    length,
    extendedAttributeLength: bytes[at + 1]!, // BP 2
    extent: both32(bytes, at + 2, report, "extent of a directory record", "ECMA-119 9.1.3"), // BP 3-10
    dataLength: both32(bytes, at + 10, report, "length in a directory record", "ECMA-119 9.1.4"), // BP 11-18
    date: getRecordDate(bytes, at + 18, report), // BP 19-25
    flags: bytes[at + 25]!, // BP 26
    fileUnitSize: bytes[at + 26]!, // BP 27
    interleaveGap: bytes[at + 27]!, // BP 28
    volumeSequenceNumber: both16(
      bytes,
      at + 28,
      report,
      "volume number in a directory record",
      "ECMA-119 9.1.9",
    ), // BP 29-32
    identifier: bytes.subarray(identifierAt, identifierEnd), // BP 34-
    systemUse: bytes.subarray(Math.min(end, identifierAt + (identifierLength | 1)), end),
  };
}

function fault(report: Report | undefined, at: number, clause: string, message: string): void {
  report?.({ at, structure: "directory record", clause: `ECMA-119 ${clause}`, message });
}
