/**
 * The path tables of a tree (ECMA-119 9.4): L against M, and both against the directories.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get16L, get16M, get32L, get32M } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { USE } from "./extents.ts";
import { checkPathRecords } from "./path_records.ts";
import type { Tree } from "./tree.ts";
import type { FoundVolume } from "./volume.ts";

/** Where the field stands in the descriptor that gives the place of each path table. */
const FIELDS = [140, 144, 148, 152];
const NAMES = ["L path table", "optional L path table", "M path table", "optional M path table"];
const CLAUSES = ["8.4.14", "8.4.15", "8.4.16", "8.4.17"];

/** Judges the path tables of a tree, once its directories are known. */
export async function checkPathTables(context: Context, volume: FoundVolume, tree: Tree): Promise<void> {
  const { findings, extents } = context;
  const size = volume.pathTableSize;
  const tables: (Uint8Array | undefined)[] = [];
  for (let i = 0; i < 4; i++) {
    await context.pause();
    const start = volume.pathTables[i]!;
    const field = volume.position + FIELDS[i]!;
    const clause = `ECMA-119 ${CLAUSES[i]}`;
    tables.push(undefined);
    if (start === 0) {
      if (i % 2 === 0) {
        findings.error(
          "path-table-missing",
          field,
          NAMES[i]!,
          clause,
          "The descriptor gives no place for it",
        );
      }
      continue;
    }
    if (start * BLOCK_SIZE + size > context.image.size) {
      findings.error(
        "path-table-outside-image",
        field,
        NAMES[i]!,
        clause,
        `It has ${size} bytes from block ${start} on, the image has ${context.sizeInWords}`,
      );
      continue;
    }
    extents.addOnce(start, size, USE.pathTable, field);
    // Every directory takes at most 8 bytes and its identifier; what goes beyond is reported and not read.
    const bytes = new Uint8Array(Math.min(size, (tree.start.length + 64) * 264));
    context.image.readAt(start * BLOCK_SIZE, bytes);
    tables[i] = bytes;
  }
  const [l, optionalL, m, optionalM] = tables;
  if (l) checkPathRecords(context, volume, tree, l);
  const against: [Uint8Array | undefined, Uint8Array | undefined, number][] = [
    [l, m, 2],
    [l, optionalL, 1],
    [m, optionalM, 3],
  ];
  for (const [table, other, which] of against) {
    if (table && other) compareTables(context, volume, table, other, which);
  }
}

/** Compares a table with another one, which holds the same numbers in the same or the other byte order. */
function compareTables(
  context: Context,
  volume: FoundVolume,
  table: Uint8Array,
  other: Uint8Array,
  which: number,
): void {
  const swapped = which === 2;
  for (let at = 0, number = 1; at + 8 <= table.length; number++) {
    const length = table[at]!;
    const end = Math.min(at + 8 + length + (length & 1), table.length);
    let same = table[at] === other[at] && table[at + 1] === other[at + 1];
    if (swapped) {
      same &&= get32L(table, at + 2) === get32M(other, at + 2) &&
        get16L(table, at + 6) === get16M(other, at + 6);
    } else {
      for (let i = 2; i < 8; i++) same &&= table[at + i] === other[at + i];
    }
    for (let i = at + 8; i < end; i++) same &&= table[i] === other[i];
    if (!same) {
      context.findings.error(
        "path-table-mismatch",
        volume.pathTables[which]! * BLOCK_SIZE + at,
        NAMES[which]!,
        "ECMA-119 6.9",
        `Its record ${number} differs from that in the ${NAMES[which === 3 ? 2 : 0]}`,
      );
      return;
    }
    if (length === 0) return;
    at = end;
  }
}
