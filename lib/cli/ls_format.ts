/**
 * Entries of an image as lines of a listing.
 *
 * @module
 */

import { utf8Text } from "../image/display.ts";
import type { ImageEntry } from "../image/open.ts";
import { escapeName } from "./escape.ts";

const encoder = new TextEncoder();
const NEWLINE = 0x0a;

const TYPE_LETTERS: Readonly<Record<ImageEntry["kind"], string>> = {
  file: "-",
  directory: "d",
  symlink: "l",
  block: "b",
  character: "c",
  fifo: "p",
  socket: "s",
};

/** Orders entries by the bytes of their names. */
export function compareNames(a: ImageEntry, b: ImageEntry): number {
  const length = Math.min(a.name.length, b.name.length);
  for (let index = 0; index < length; index++) {
    const difference = a.name[index]! - b.name[index]!;
    if (difference !== 0) return difference;
  }
  return a.name.length - b.name.length;
}

/** The name alone: escaped for a terminal, otherwise as the bytes it is. */
export function shortLine(entry: ImageEntry, toTerminal: boolean): Uint8Array {
  return join([nameBytes(entry, toTerminal)]);
}

/** Lines as of `ls -l`, their columns as wide as these entries need. */
export function* longLines(entries: readonly ImageEntry[], toTerminal: boolean): Generator<Uint8Array> {
  const rows = entries.map((entry) => [
    String(entry.links),
    String(entry.uid),
    String(entry.gid),
    entry.device === undefined ? String(entry.size) : `${entry.device.major}, ${entry.device.minor}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) =>
    rows.reduce((width, row) => Math.max(width, row[column]!.length), 0)
  );
  for (const [index, entry] of entries.entries()) {
    const columns = rows[index]!.map((text, column) => text.padStart(widths[column]!));
    const start = [modeString(entry), ...columns, showDate(entry.mtime), ""].join(" ");
    const parts = [encoder.encode(start), nameBytes(entry, toTerminal)];
    if (entry.target !== undefined) {
      parts.push(
        encoder.encode(" -> "),
        toTerminal ? encoder.encode(escapeName(entry.target)) : entry.target,
      );
    }
    yield join(parts);
  }
}

/** `drwxr-xr-x`, with the letters of set-user-ID, set-group-ID and the sticky bit. */
export function modeString(entry: Pick<ImageEntry, "kind" | "mode">): string {
  const { mode } = entry;
  const triple = (shift: number, special: number, set: string): string => {
    const bits = mode >> shift;
    const execute = (bits & 1) !== 0;
    const last = (mode & special) !== 0 ? (execute ? set : set.toUpperCase()) : execute ? "x" : "-";
    return `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${last}`;
  };
  return TYPE_LETTERS[entry.kind] + triple(6, 0o4000, "s") + triple(3, 0o2000, "s") + triple(0, 0o1000, "t");
}

/** `2024-12-31 23:59` in UTC. */
export function showDate(mtime: number | undefined): string {
  if (mtime === undefined) return "-".padEnd(16);
  return new Date(mtime * 1000).toISOString().slice(0, 16).replace("T", " ");
}

/** An entry for programs; `nameBytes` is there, in base64, when the name is not UTF-8. */
export function entryRecord(entry: ImageEntry): object {
  const { path, kind, size, mode, uid, gid, links, mtime, target, device, extents } = entry;
  return {
    event: "entry",
    path,
    kind,
    size,
    mode: (mode & 0o7777).toString(8).padStart(4, "0"),
    uid,
    gid,
    links,
    mtime: mtime === undefined ? undefined : new Date(mtime * 1000).toISOString(),
    target: target === undefined ? undefined : escapeName(target),
    device,
    extents,
    nameBytes: utf8Text(entry.name) === undefined ? entry.name.toBase64() : undefined,
  };
}

function nameBytes(entry: ImageEntry, toTerminal: boolean): Uint8Array {
  if (entry.name.length === 0) return encoder.encode("/");
  return toTerminal ? encoder.encode(escapeName(entry.name)) : entry.name;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const line = new Uint8Array(parts.reduce((length, part) => length + part.length, 1));
  let position = 0;
  for (const part of parts) {
    line.set(part, position);
    position += part.length;
  }
  line[position] = NEWLINE;
  return line;
}
