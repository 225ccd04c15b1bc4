/**
 * SL, the target of a symbolic link (RRIP 1.12, 4.1.3): a list of path components, spread over as many
 * entries as they need.
 *
 * @module
 */

import type { Report } from "../fault.ts";
import { entryHolds, MAX_ENTRY_LENGTH, putEntryHeader, type SystemUseEntry } from "../susp.ts";

/** Entry flag: the target goes on in the next SL entry (RRIP 4.1.3, bit 0). */
export const SL_CONTINUE = 1;

/** Component flag: the component goes on in the next component record (RRIP 4.1.3.1, bit 0). */
export const COMPONENT_CONTINUE = 1;
/** Component flag: the directory itself, `.` (RRIP 4.1.3.1, bit 1). */
export const COMPONENT_CURRENT = 2;
/** Component flag: the parent, `..` (RRIP 4.1.3.1, bit 2). */
export const COMPONENT_PARENT = 4;
/** Component flag: the root, `/` (RRIP 4.1.3.1, bit 3). */
export const COMPONENT_ROOT = 8;

/** Bytes of an entry in front of its components. */
export const SL_HEADER_LENGTH = 5;

const SLASH = 0x2F;
const DOT = 0x2E;
const ROOM = MAX_ENTRY_LENGTH - SL_HEADER_LENGTH;

/**
 * The entries for a target of any length, each at most 255 bytes (RRIP 4.1.3). Every entry but the last ends
 * inside a component, be it with a part of no bytes, as libarchive forgets the slash between two entries that
 * end and begin with whole components. Empty components are kept, so that the same bytes come back: at the end, as in `a/`,
 * as a component of no bytes; elsewhere, as in `a//b`, as a root, which is how genisoimage and xorriso write
 * them and every reader we tried understands them (xorriso drops one of no bytes there).
 */
export function encodeSL(target: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let body = new Uint8Array(ROOM);
  let used = 0;

  function finish(): void {
    const entry = new Uint8Array(SL_HEADER_LENGTH + used);
    putEntryHeader(entry, 0, "SL", entry.length); // BP 1-4
    entry.set(body.subarray(0, used), SL_HEADER_LENGTH); // BP 6-
    entries.push(entry);
    body = new Uint8Array(ROOM);
    used = 0;
  }

  function component(flags: number, from: number, to: number, last: boolean): void {
    while (true) {
      const room = ROOM - used;
      if (2 + to - from + (last ? 0 : 2) <= room) return put(flags, from, to);
      const part = Math.min(to - from, room - 2);
      put(COMPONENT_CONTINUE, from, from + part);
      finish();
      from += part;
    }
  }

  function put(flags: number, from: number, to: number): void {
    body[used] = flags; // Component BP 1
    body[used + 1] = to - from; // Component BP 2
    body.set(target.subarray(from, to), used + 2); // Component BP 3-
    used += 2 + to - from;
  }

  let from = 0;
  if (target[0] === SLASH) {
    component(COMPONENT_ROOT, 0, 0, target.length === 1);
    from = 1;
  }
  // After a root alone, and in an empty target, there is no component to write.
  if (from < target.length) {
    while (true) {
      const slash = target.indexOf(SLASH, from);
      const to = slash < 0 ? target.length : slash;
      const length = to - from;
      const last = slash < 0;
      if (length === 0 && !last) component(COMPONENT_ROOT, to, to, last);
      else if (length === 1 && target[from] === DOT) component(COMPONENT_CURRENT, to, to, last);
      else if (length === 2 && target[from] === DOT && target[from + 1] === DOT) {
        component(COMPONENT_PARENT, to, to, last);
      } else component(0, from, to, last);
      if (last) break;
      from = slash + 1;
    }
  }
  finish();
  for (let i = 0; i < entries.length - 1; i++) entries[i]![4] = SL_CONTINUE; // BP 5
  return entries;
}

/**
 * The target that the SL entries of one file make together; `undefined` without any entry that can be read.
 * What comes after a fault is left out, and the fault is reported (RRIP 4.1.3).
 */
export function decodeSL(entries: readonly SystemUseEntry[], report?: Report): Uint8Array | undefined {
  let capacity = 0;
  for (const entry of entries) capacity += 2 * entry.bytes.length;
  const target = new Uint8Array(capacity);
  let length = 0;
  let begun = false;
  let more = true;
  let inside = false; // in a component that goes on
  let separator = false; // a slash is due in front of the next component
  let last: SystemUseEntry | undefined;
  entries: for (const entry of entries) {
    if (!entryHolds(entry, SL_HEADER_LENGTH, "RRIP 4.1.3", report)) break;
    if (!more) {
      fault(report, entry, 0, "Entry follows a target that was complete");
      break;
    }
    begun = true;
    last = entry;
    const { bytes } = entry;
    more = (bytes[4]! & SL_CONTINUE) !== 0; // BP 5
    let at = SL_HEADER_LENGTH; // BP 6-
    while (at < bytes.length) {
      const flags = bytes[at]!; // Component BP 1
      const end = at + 2 + (bytes[at + 1] ?? 0); // Component BP 2
      if (at + 2 > bytes.length || end > bytes.length) {
        fault(report, entry, at, "Component runs past the end of its entry");
        more = false;
        break entries;
      }
      if (separator && !inside) target[length++] = SLASH;
      const kind = flags & ~COMPONENT_CONTINUE;
      separator = true;
      if (kind === COMPONENT_ROOT) {
        target[length++] = SLASH;
        separator = false;
      } else if (kind === COMPONENT_CURRENT) {
        target[length++] = DOT;
      } else if (kind === COMPONENT_PARENT) {
        target[length++] = DOT;
        target[length++] = DOT;
      } else {
        if (kind !== 0) fault(report, entry, at, `Component flags are ${flags}`);
        target.set(bytes.subarray(at + 2, end), length); // Component BP 3-
        length += end - at - 2;
      }
      inside = (flags & COMPONENT_CONTINUE) !== 0;
      at = end;
    }
  }
  if (last && (more || inside)) fault(report, last, 0, "Target goes on in an entry that is missing");
  return begun ? target.subarray(0, length) : undefined;
}

function fault(report: Report | undefined, entry: SystemUseEntry, offset: number, message: string): void {
  report?.({ at: entry.at + offset, structure: "SL entry", clause: "RRIP 4.1.3", message });
}
