/**
 * NM, the name (RRIP 1.12, 4.1.4): the bytes of the name as they are on disk. A name that does not fit into
 * one entry goes on in the next.
 *
 * @module
 */

import type { Report } from "../fault.ts";
import { entryHolds, MAX_ENTRY_LENGTH, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Flag: the name goes on in the next NM entry (RRIP 4.1.4, bit 0). */
export const NM_CONTINUE = 1;
/** Flag: the name is that of the directory itself (RRIP 4.1.4, bit 1). */
export const NM_CURRENT = 2;
/** Flag: the name is that of the parent (RRIP 4.1.4, bit 2). */
export const NM_PARENT = 4;

/** Bytes of an entry in front of the name. */
export const NM_HEADER_LENGTH = 5;

/** How many bytes of a name one entry holds. */
export const NM_MAX_NAME = MAX_ENTRY_LENGTH - NM_HEADER_LENGTH;

/** Bytes of all entries for a name of so many bytes. */
export function lengthNM(nameLength: number): number {
  return nameLength + NM_HEADER_LENGTH * Math.max(1, Math.ceil(nameLength / NM_MAX_NAME));
}

/**
 * Writes one entry with the bytes `from` up to `to` of `names`, at most `NM_MAX_NAME`, and returns the next
 * offset (RRIP 4.1.4). With it a caller splits a name between a record and a continuation area where it likes.
 */
export function putNM(
  into: Uint8Array,
  at: number,
  names: Uint8Array,
  from: number,
  to: number,
  flags: number,
): number {
  const length = NM_HEADER_LENGTH + to - from;
  if (length > MAX_ENTRY_LENGTH) {
    throw new RangeError(`Cannot write an NM entry: ${to - from} bytes are more than ${NM_MAX_NAME}`);
  }
  putEntryHeader(into, at, "NM", length); // BP 1-4
  into[at + 4] = flags; // BP 5
  at += NM_HEADER_LENGTH;
  for (let i = from; i < to; i++) into[at++] = names[i]!; // BP 6-, faster than `set` for names of usual length
  return at;
}

/** Writes as many entries as a name takes, `lengthNM` bytes, and returns the next offset (RRIP 4.1.4). */
export function putName(into: Uint8Array, at: number, names: Uint8Array, from: number, to: number): number {
  while (to - from > NM_MAX_NAME) {
    at = putNM(into, at, names, from, from + NM_MAX_NAME, NM_CONTINUE);
    from += NM_MAX_NAME;
  }
  return putNM(into, at, names, from, to, 0);
}

/** Decodes one entry; the name is a view. `undefined` if the entry is cut off (RRIP 4.1.4). */
export function decodeNM(
  entry: SystemUseEntry,
  report?: Report,
): { flags: number; name: Uint8Array } | undefined {
  if (!entryHolds(entry, NM_HEADER_LENGTH, "RRIP 4.1.4", report)) return undefined;
  return { flags: entry.bytes[4]!, name: entry.bytes.subarray(NM_HEADER_LENGTH) }; // BP 5, 6-
}

/**
 * The name that the NM entries of one file make together: a view if it is one entry. `undefined` without any,
 * and where flags say that it is `.` or `..`. A continuation that is missing, or an entry too many, is reported.
 */
export function decodeName(entries: readonly SystemUseEntry[], report?: Report): Uint8Array | undefined {
  let name: Uint8Array | undefined;
  let more = true;
  let last: SystemUseEntry | undefined;
  for (const entry of entries) {
    const part = decodeNM(entry, report);
    if (!part) continue;
    if (!more) {
      fault(report, entry, "Entry follows a name that was complete");
      break;
    }
    if ((part.flags & (NM_CURRENT | NM_PARENT)) !== 0) return undefined;
    if (name === undefined) {
      name = part.name;
    } else {
      const joined: Uint8Array = new Uint8Array(name.length + part.name.length);
      joined.set(name);
      joined.set(part.name, name.length);
      name = joined;
    }
    more = (part.flags & NM_CONTINUE) !== 0;
    last = entry;
  }
  if (last && more) fault(report, last, "Name goes on in an entry that is missing");
  return name;
}

function fault(report: Report | undefined, entry: SystemUseEntry, message: string): void {
  report?.({ at: entry.at, structure: "NM entry", clause: "RRIP 4.1.4", message });
}
