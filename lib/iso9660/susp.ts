/**
 * The System Use Sharing Protocol, SUSP 1.12: entries in the system use fields of directory records and in
 * continuation areas.
 *
 * @module
 */

import type { Report } from "./fault.ts";
import { get32L, get32M, put32Both } from "./numbers.ts";

/** Bytes in front of the data of every entry: signature, length, version (SUSP 4.1). */
export const ENTRY_HEADER_LENGTH = 4;
/** The longest entry, in bytes (SUSP 4.1). */
export const MAX_ENTRY_LENGTH = 255;
/** Bytes of a continuation area entry (SUSP 5.1). */
export const CE_LENGTH = 28;
/** Bytes of the sharing protocol indicator (SUSP 5.3). */
export const SP_LENGTH = 7;
/** Bytes of a terminator (SUSP 5.4). */
export const ST_LENGTH = 4;

/** One entry (SUSP 4.1). */
export interface SystemUseEntry {
  /** The two characters of the signature (BP 1-2). */
  signature: string;
  /** Version of the entry (BP 4). */
  version: number;
  /** Offset of the entry in the area. */
  at: number;
  /** The whole entry, a view of at least 4 bytes. */
  bytes: Uint8Array;
}

/** Where the entries of a record go on (SUSP 5.1). */
export interface ContinuationArea {
  /** Block of the area (BP 5-12). */
  block: number;
  /** First byte of the area in that block (BP 13-20). */
  offset: number;
  /** Bytes of the area (BP 21-28). */
  length: number;
}

/** Which extension a volume uses (SUSP 5.5). */
export interface ExtensionReference {
  /** Identifier of the extension. */
  identifier: Uint8Array;
  /** Description for people. */
  descriptor: Uint8Array;
  /** Where its specification is to be had. */
  source: Uint8Array;
  /** Version of the extension. */
  version: number;
}

const names = new Map<number, string>();

function signatureOf(code: number): string {
  let name = names.get(code);
  if (name === undefined) {
    name = String.fromCharCode(code >> 8, code & 0xFF);
    // Images may hold any 65,536 of them; those of the known extensions are few.
    if (names.size < 256) names.set(code, name);
  }
  return name;
}

/** Writes signature, length and version of an entry, and returns the offset behind them (SUSP 4.1). */
export function putEntryHeader(into: Uint8Array, at: number, signature: string, length: number): number {
  into[at] = signature.charCodeAt(0); // BP 1
  into[at + 1] = signature.charCodeAt(1); // BP 2
  into[at + 2] = length; // BP 3
  into[at + 3] = 1; // BP 4
  return at + ENTRY_HEADER_LENGTH;
}

/**
 * The entries of a system use field or continuation area, in their order. It ends at the terminator `ST`, at
 * zeros, where fewer than 4 bytes are left (SUSP 4), and at what cannot be an entry, which is reported.
 *
 * @param skip Bytes to pass over first, as `SP` says, in system use fields only (SUSP 5.3).
 */
export function* systemUseEntries(
  area: Uint8Array,
  skip: number,
  report?: Report,
): Generator<SystemUseEntry> {
  let at = Math.max(0, skip);
  while (at + ENTRY_HEADER_LENGTH <= area.length) {
    const code = area[at]! << 8 | area[at + 1]!; // BP 1-2
    if (area[at] === 0) return;
    const length = area[at + 2]!; // BP 3
    const signature = signatureOf(code);
    if (length < ENTRY_HEADER_LENGTH || at + length > area.length) {
      report?.({
        at,
        structure: "system use entry",
        clause: "SUSP 4.1",
        message: `Entry ${JSON.stringify(signature)} of ${length} bytes cannot stand in ${area.length - at}`,
      });
      return;
    }
    if (code === 0x5354) return; // ST
    yield { signature, version: area[at + 3]!, at, bytes: area.subarray(at, at + length) }; // BP 4
    at += length;
  }
}

/**
 * Whether the entry is long enough for its kind; otherwise that is reported. The offset reported is that of
 * the entry in its area, so faults of all decoders of entries count from the start of the area.
 */
export function entryHolds(entry: SystemUseEntry, length: number, clause: string, report?: Report): boolean {
  if (entry.bytes.length >= length) return true;
  report?.({
    at: entry.at,
    structure: `${entry.signature} entry`,
    clause,
    message: `Entry has ${entry.bytes.length} bytes, fewer than ${length}`,
  });
  return false;
}

/** A both-order field of 8 bytes of an entry, its faults counted from the start of the area (ECMA-119 7.3.3). */
export function entryNumber(entry: SystemUseEntry, offset: number, clause: string, report?: Report): number {
  const l = get32L(entry.bytes, offset);
  if (report) {
    const m = get32M(entry.bytes, offset + 4);
    if (l !== m) {
      report({
        at: entry.at + offset,
        structure: `${entry.signature} entry`,
        clause,
        message: `Byte orders disagree: ${l} (L) and ${m} (M)`,
      });
    }
  }
  return l;
}

/** Writes the sharing protocol indicator, for the first record of the root, and returns the next offset (SUSP 5.3). */
export function putSP(into: Uint8Array, at: number, skip: number): number {
  putEntryHeader(into, at, "SP", SP_LENGTH); // BP 1-4
  into[at + 4] = 0xBE; // BP 5
  into[at + 5] = 0xEF; // BP 6
  into[at + 6] = skip; // BP 7
  return at + SP_LENGTH;
}

/** The bytes to skip in every other system use field, or `undefined` if the entry is no valid `SP` (SUSP 5.3). */
export function decodeSP(entry: SystemUseEntry, report?: Report): number | undefined {
  if (!entryHolds(entry, SP_LENGTH, "SUSP 5.3", report)) return undefined;
  if (entry.bytes[4] !== 0xBE || entry.bytes[5] !== 0xEF) { // BP 5-6
    report?.({
      at: entry.at + 4,
      structure: "SP entry",
      clause: "SUSP 5.3",
      message: "Check bytes are not BE EF",
    });
    return undefined;
  }
  return entry.bytes[6]!; // BP 7
}

/** Writes a continuation area entry and returns the next offset (SUSP 5.1). */
export function putCE(into: Uint8Array, at: number, block: number, offset: number, length: number): number {
  putEntryHeader(into, at, "CE", CE_LENGTH); // BP 1-4
  put32Both(into, at + 4, block); // BP 5-12
  put32Both(into, at + 12, offset); // BP 13-20
  put32Both(into, at + 20, length); // BP 21-28
  return at + CE_LENGTH;
}

/** Where the entries go on, or `undefined` if the entry is cut off (SUSP 5.1). */
export function decodeCE(entry: SystemUseEntry, report?: Report): ContinuationArea | undefined {
  if (!entryHolds(entry, CE_LENGTH, "SUSP 5.1", report)) return undefined;
  return {
    block: entryNumber(entry, 4, "SUSP 5.1", report), // BP 5-12
    offset: entryNumber(entry, 12, "SUSP 5.1", report), // BP 13-20
    length: entryNumber(entry, 20, "SUSP 5.1", report), // BP 21-28
  };
}

/** Bytes of an extension reference (SUSP 5.5). */
export function lengthER(extension: ExtensionReference): number {
  return 8 + extension.identifier.length + extension.descriptor.length + extension.source.length;
}

/** Writes an extension reference and returns the next offset (SUSP 5.5). */
export function putER(into: Uint8Array, at: number, extension: ExtensionReference): number {
  const { identifier, descriptor, source } = extension;
  const length = lengthER(extension);
  if (length > MAX_ENTRY_LENGTH) {
    throw new RangeError(`Cannot write an ER entry: ${length} bytes are more than 255`);
  }
  putEntryHeader(into, at, "ER", length); // BP 1-4
  into[at + 4] = identifier.length; // BP 5
  into[at + 5] = descriptor.length; // BP 6
  into[at + 6] = source.length; // BP 7
  into[at + 7] = extension.version; // BP 8
  into.set(identifier, at + 8); // BP 9-
  into.set(descriptor, at + 8 + identifier.length);
  into.set(source, at + 8 + identifier.length + descriptor.length);
  return at + length;
}

/** The extension referred to; texts that are cut off are given as far as they go (SUSP 5.5). */
export function decodeER(entry: SystemUseEntry, report?: Report): ExtensionReference | undefined {
  if (!entryHolds(entry, 8, "SUSP 5.5", report)) return undefined;
  const { bytes } = entry;
  const descriptorAt = 8 + bytes[4]!; // BP 5
  const sourceAt = descriptorAt + bytes[5]!; // BP 6
  const end = sourceAt + bytes[6]!; // BP 7
  entryHolds(entry, end, "SUSP 5.5", report);
  return {
    version: bytes[7]!, // BP 8
    identifier: bytes.subarray(8, descriptorAt), // BP 9-
    descriptor: bytes.subarray(descriptorAt, sourceAt),
    source: bytes.subarray(sourceAt, end),
  };
}

/** Writes a terminator and returns the next offset (SUSP 5.4). */
export function putST(into: Uint8Array, at: number): number {
  return putEntryHeader(into, at, "ST", ST_LENGTH); // BP 1-4
}
