/**
 * One primary or supplementary volume descriptor, field by field (ECMA-119 8.4 and 8.5).
 *
 * @module
 */

import { BLOCK_SIZE, SYSTEM_AREA_BLOCKS } from "../../iso9660/block.ts";
import { jolietLevel } from "../../iso9660/joliet.ts";
import { get16L, get32L, get32M } from "../../iso9660/numbers.ts";
import { checkBoth16, checkBoth32 } from "./both_orders.ts";
import type { Context } from "./context.ts";
import { volumeDateFault } from "./dates.ts";
import type { Severity } from "./findings.ts";
import { checkRoot } from "./root_record.ts";
import type { TreeKind } from "./tree.ts";
import { checkTexts } from "./volume_texts.ts";

/** What the rest of the check needs of a descriptor. */
export interface FoundVolume {
  /** What its identifiers are. */
  readonly kind: TreeKind;
  /** Where the descriptor stands in the image. */
  readonly position: number;
  /** First block of the root. */
  readonly rootStart: number;
  /** Bytes of the root. */
  readonly rootSize: number;
  /** Where the record of the root stands in the image. */
  readonly rootRecord: number;
  /** Bytes of each path table. */
  readonly pathTableSize: number;
  /** First blocks of the path tables: L, optional L, M, optional M; 0 when there is none. */
  readonly pathTables: readonly [number, number, number, number];
}

/** Reports a fault at a byte of the descriptor, by the clause of ECMA-119. */
export type DescriptorFault = (
  severity: Severity,
  id: string,
  at: number,
  clause: string,
  message: string,
) => void;

/** Judges a descriptor of type 1 or 2; returns what leads to its tree if that can be read. */
export function checkVolume(
  context: Context,
  bytes: Uint8Array,
  position: number,
  structure: string,
  type: 1 | 2,
): FoundVolume | undefined {
  const joliet = type === 2 && jolietLevel(bytes.subarray(88, 120)) !== undefined;
  const enhanced = type === 2 && bytes[6] === 2;
  const fault: DescriptorFault = (severity, id, at, clause, message) =>
    context.findings.add(severity, id, position + at, structure, `ECMA-119 ${clause}`, message);
  for (const [at, clause] of [[80, "8.4.8"], [132, "8.4.13"]] as const) {
    checkBoth32(context, bytes, at, position + at, structure, `ECMA-119 ${clause}`);
  }
  for (const [at, clause] of [[120, "8.4.10"], [124, "8.4.11"], [128, "8.4.12"]] as const) {
    checkBoth16(context, bytes, at, position + at, structure, `ECMA-119 ${clause}`);
  }
  const blockSize = get16L(bytes, 128);
  if (blockSize !== BLOCK_SIZE) {
    const finding = `The logical block size is ${blockSize}, only 2048 is understood`;
    fault("error", "block-size", 128, "8.4.12", finding);
    return undefined;
  }
  checkSizes(context, bytes, fault);
  if (type === 2) checkSupplement(bytes, joliet || enhanced, fault);
  checkUnused(bytes, type, fault);
  if (bytes[881] !== (enhanced ? 2 : 1)) {
    fault("error", "structure-version", 881, "8.4.31", `The file structure version is ${bytes[881]}`);
  }
  if (!joliet) checkTexts(bytes, enhanced, fault);
  checkDates(bytes, fault);
  const root = checkRoot(context, bytes, position, structure);
  if (root === undefined) return undefined;
  return {
    kind: joliet ? "joliet" : type === 1 ? "iso9660" : "enhanced",
    position,
    ...root,
    pathTableSize: get32L(bytes, 132),
    pathTables: [get32L(bytes, 140), get32L(bytes, 144), get32M(bytes, 148), get32M(bytes, 152)],
  };
}

/** Judges the size of the volume and its place in a volume set. */
function checkSizes(context: Context, bytes: Uint8Array, fault: DescriptorFault): void {
  const space = get32L(bytes, 80);
  if (!context.holds(0, space)) {
    const finding =
      `The volume has ${space} blocks, the image has ${context.sizeInWords}: its end is missing`;
    fault("error", "image-truncated", 80, "8.4.8", finding);
  } else if (space <= SYSTEM_AREA_BLOCKS) {
    const finding = `The volume has ${space} blocks, fewer than its descriptors need`;
    fault("error", "volume-size", 80, "8.4.8", finding);
  }
  const setSize = get16L(bytes, 120), sequence = get16L(bytes, 124);
  if (setSize === 0 || sequence === 0 || sequence > setSize) {
    fault("error", "volume-set", 120, "8.4.11", `The volume is number ${sequence} of a set of ${setSize}`);
  }
}

/** Judges what only supplementary descriptors have. */
function checkSupplement(bytes: Uint8Array, known: boolean, fault: DescriptorFault): void {
  if ((bytes[7]! & 0xfe) !== 0) {
    fault("warning", "descriptor-flags", 7, "8.5.3", `The reserved volume flags are set: ${bytes[7]}`);
  }
  if (known) return;
  const sequence = Array.from(bytes.subarray(88, 92), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  fault("error", "escape-sequence", 88, "8.5.6", `No known character set is announced: ${sequence}`);
}

/** Judges the fields that must be zero. */
function checkUnused(bytes: Uint8Array, type: 1 | 2, fault: DescriptorFault): void {
  for (const [from, to] of type === 1 ? [[7, 8], [72, 80], [88, 120]] as const : [[72, 80]] as const) {
    if (bytes.subarray(from, to).some((byte) => byte !== 0)) {
      fault("warning", "descriptor-unused", from, "8.4.4", `Bytes ${from + 1} to ${to} are not zero`);
    }
  }
  if (bytes[882] !== 0 || bytes.subarray(1395).some((byte) => byte !== 0)) {
    const at = bytes[882] !== 0 ? 882 : 1395;
    fault("warning", "descriptor-reserved", at, "8.4.33", "Reserved bytes are not zero");
  }
}

const DATES: readonly (readonly [at: number, clause: string, which: string])[] = [
  [813, "8.4.26", "creation"],
  [830, "8.4.27", "modification"],
  [847, "8.4.28", "expiration"],
  [864, "8.4.29", "effective"],
];

function checkDates(bytes: Uint8Array, fault: DescriptorFault): void {
  for (const [at, clause, which] of DATES) {
    const wrong = volumeDateFault(bytes, at);
    if (wrong === undefined) continue;
    // Many writers fill an unused date with zeros instead of digits 0.
    const zero = bytes.subarray(at, at + 17).every((byte) => byte === 0);
    fault(zero ? "warning" : "error", "volume-date", at, clause, `The ${which} date is none: ${wrong}`);
  }
}
