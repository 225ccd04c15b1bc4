/**
 * The path tables of a tree (ECMA-119 9.4): L against M, and both against the directories.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get16L, get16M, get32L, get32M } from "../../iso9660/numbers.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import { USE } from "./extents.ts";
import { compareFilled } from "./order.ts";
import { byteString } from "./text.ts";
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
  if (l) checkRecords(context, volume, tree, l);
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

/** Judges the records of the L table. */
function checkRecords(context: Context, volume: FoundVolume, tree: Tree, bytes: Uint8Array): void {
  const base = volume.pathTables[0]! * BLOCK_SIZE;
  const starts = new Column();
  const seen = new Uint8Array(tree.start.length);
  const fault = (id: string, at: number, clause: string, message: () => string) =>
    context.findings.error(id, base + at, "path table", `ECMA-119 ${clause}`, message);
  let at = 0, parentBefore = 0, before = "";
  while (at + 8 < bytes.length && bytes[at] !== 0) {
    const length = bytes[at]!;
    if (at + 8 + length > bytes.length) break;
    const number = starts.length + 1;
    const start = get32L(bytes, at + 2) + bytes[at + 1]!;
    const parent = get16L(bytes, at + 6);
    const identifier = byteString(bytes, at + 8, at + 8 + length);
    starts.push(start);
    checkRecord(
      tree,
      number,
      start,
      parent,
      identifier,
      starts,
      seen,
      (id, offset, clause, message) => fault(id, at + offset, clause, message),
    );
    if (number > 1 && parent <= 0xffff && tree.start.length <= 0xffff) {
      const inOrder = parent > parentBefore ||
        parent === parentBefore && compareFilled(before, identifier, tree.kind === "joliet" ? 0 : 0x20) < 0;
      if (number > 2 && !inOrder) {
        fault(
          "path-table-order",
          at,
          "6.9.1",
          () => `Record ${number}, ${tree.text(identifier)}, is to stand before record ${number - 1}`,
        );
      }
    }
    if (length % 2 !== 0 && bytes[at + 8 + length] !== 0 && at + 8 + length < bytes.length) {
      fault(
        "path-table-padding",
        at + 8 + length,
        "9.4.6",
        () => `The padding byte of record ${number} is not zero`,
      );
    }
    parentBefore = parent;
    before = identifier;
    at += 8 + length + (length & 1);
  }
  if (at !== volume.pathTableSize) {
    context.findings.error(
      "path-table-size",
      volume.position + 132,
      "path table",
      "ECMA-119 8.4.13",
      `The records take ${at} bytes, the descriptor says ${volume.pathTableSize}`,
    );
  }
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] !== 0) continue;
    context.findings.error(
      "path-table-incomplete",
      tree.record.at(i),
      "path table",
      "ECMA-119 6.9",
      () => `The directory ${tree.path(i)} is not in the path table`,
    );
  }
}

function checkRecord(
  tree: Tree,
  number: number,
  start: number,
  parent: number,
  identifier: string,
  starts: Column,
  seen: Uint8Array,
  fault: (id: string, offset: number, clause: string, message: () => string) => void,
): void {
  const directory = tree.byStart.get(start);
  if (directory === undefined) {
    fault(
      "path-table-extent",
      2,
      "9.4.3",
      () => `Record ${number}, ${tree.text(identifier)}, gives block ${start}, where no directory is`,
    );
    return;
  }
  if (seen[directory] !== 0) {
    fault(
      "path-table-extent",
      2,
      "9.4.3",
      () => `Record ${number} gives the directory ${tree.path(directory)} a second time`,
    );
    return;
  }
  seen[directory] = 1;
  if (identifier !== (directory === 0 ? "\0" : tree.names[directory])) {
    fault(
      "path-table-identifier",
      8,
      "9.4.5",
      () => `Record ${number} calls the directory ${tree.path(directory)} ${tree.text(identifier)}`,
    );
  }
  if (number === 1 ? directory !== 0 || parent !== 1 : parent >= number) {
    fault(
      "path-table-parent",
      6,
      "9.4.4",
      () =>
        number === 1
          ? `The first record is not that of the root: its parent is ${parent}`
          : `Record ${number} has the parent ${parent}, which does not stand before it`,
    );
  } else if (number > 1 && starts.at(parent - 1) !== tree.start.at(tree.parent.at(directory))) {
    // Numbers of parents have 16 bits; in larger trees they cannot be right.
    if (starts.length > 0xffff) return;
    fault(
      "path-table-parent",
      6,
      "9.4.4",
      () =>
        `Record ${number} has the parent ${parent}, but ${tree.path(directory)} is in ${
          tree.path(tree.parent.at(directory))
        }`,
    );
  }
}
