/**
 * The volume descriptors (ECMA-119 8), one after the other from block 16 on.
 *
 * @module
 */

import { BLOCK_SIZE, SYSTEM_AREA_BLOCKS } from "../../iso9660/block.ts";
import { isACharacter, isDCharacter } from "../../iso9660/characters.ts";
import { jolietLevel } from "../../iso9660/joliet.ts";
import { get16L, get32L, get32M } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { recordDateFault, volumeDateFault } from "./dates.ts";
import { USE } from "./extents.ts";
import { checkBoth16, checkBoth32 } from "./record.ts";
import { byteString, shown } from "./text.ts";
import type { TreeKind } from "./tree.ts";

/** Descriptors that are looked at; no image has more than a few. */
const MOST_DESCRIPTORS = 64;

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

/** What stands in the descriptors. */
export interface FoundDescriptors {
  /** The trees, the primary one first. */
  readonly volumes: readonly FoundVolume[];
  /** Where the pointer to the El Torito boot catalog stands, or -1. */
  readonly bootRecord: number;
  /** First block of that catalog. */
  readonly bootCatalog: number;
}

/** Looks through the descriptors. */
export function checkDescriptors(context: Context): FoundDescriptors {
  const { findings, window, extents } = context;
  const volumes: FoundVolume[] = [];
  let bootRecord = -1, bootCatalog = 0, primary = false, terminated = false;
  let block = SYSTEM_AREA_BLOCKS;
  extents.add(0, SYSTEM_AREA_BLOCKS * BLOCK_SIZE, USE.system, 0);
  for (; block < SYSTEM_AREA_BLOCKS + MOST_DESCRIPTORS && !terminated; block++) {
    const position = block * BLOCK_SIZE;
    const at = window.locate(position, BLOCK_SIZE);
    if (at < 0) break;
    const bytes = window.bytes.subarray(at, at + BLOCK_SIZE);
    const identifier = byteString(bytes, 1, 6);
    if (identifier !== "CD001") {
      const first = block === SYSTEM_AREA_BLOCKS;
      // What is almost right is a damaged descriptor, anything else the end of them.
      const alike = [..."CD001"].filter((character, i) => character === identifier[i]).length >= 3;
      if (!alike && !first) break;
      findings.error(
        "descriptor-identifier",
        position + 1,
        "volume descriptor",
        "ECMA-119 8.1.2",
        `The standard identifier is "${shown(identifier)}", not "CD001"`,
      );
      if (!alike) break;
    }
    const type = bytes[0]!;
    const structure = TYPES[type] ?? "volume descriptor";
    const version = type === 2 && bytes[6] === 2 ? 2 : 1;
    if (bytes[6] !== version) {
      findings.error(
        "descriptor-version",
        position + 6,
        structure,
        "ECMA-119 8.1.3",
        `The version is ${bytes[6]}, not ${version}`,
      );
    }
    switch (type) {
      case 0:
        if (byteString(bytes, 7, 30) === "EL TORITO SPECIFICATION" && bootRecord < 0) {
          bootRecord = position + 71;
          bootCatalog = get32L(bytes, 71);
        }
        break;
      case 1:
      case 2: {
        primary ||= type === 1;
        const volume = checkVolume(context, bytes, position, type);
        // Further copies of the primary descriptor are allowed.
        if (volume && !(type === 1 && volumes.some((other) => other.kind === "iso9660"))) {
          volumes.push(volume);
        }
        break;
      }
      case 3:
        break;
      case 255:
        terminated = true;
        break;
      default:
        findings.warning(
          "descriptor-type",
          position,
          structure,
          "ECMA-119 8.1.1",
          `The type is ${type}, which is reserved`,
        );
    }
  }
  extents.add(
    SYSTEM_AREA_BLOCKS,
    (block - SYSTEM_AREA_BLOCKS) * BLOCK_SIZE,
    USE.descriptor,
    SYSTEM_AREA_BLOCKS * BLOCK_SIZE,
  );
  if (!primary) {
    findings.error(
      "primary-missing",
      SYSTEM_AREA_BLOCKS * BLOCK_SIZE,
      "volume descriptor set",
      "ECMA-119 6.7.1.1",
      "There is no primary volume descriptor",
    );
  }
  if (!terminated) {
    findings.error(
      "terminator-missing",
      block * BLOCK_SIZE,
      "volume descriptor set",
      "ECMA-119 6.7.1.5",
      "The volume descriptors have no terminator",
    );
  }
  volumes.sort((a, b) => Number(a.kind !== "iso9660") - Number(b.kind !== "iso9660"));
  return { volumes, bootRecord, bootCatalog };
}

const TYPES: Record<number, string> = {
  0: "boot record",
  1: "primary volume descriptor",
  2: "supplementary volume descriptor",
  3: "volume partition descriptor",
  255: "volume descriptor set terminator",
};

/** Fields of a volume descriptor that are only filled with what their characters may be: from, to, set, clause. */
const TEXTS: readonly [number, number, "a" | "d" | "file", string, string][] = [
  [8, 40, "a", "8.4.5", "system identifier"],
  [40, 72, "d", "8.4.6", "volume identifier"],
  [190, 318, "d", "8.4.19", "volume set identifier"],
  [318, 446, "a", "8.4.20", "publisher identifier"],
  [446, 574, "a", "8.4.21", "data preparer identifier"],
  [574, 702, "a", "8.4.22", "application identifier"],
  [702, 739, "file", "8.4.23", "copyright file identifier"],
  [739, 776, "file", "8.4.24", "abstract file identifier"],
  [776, 813, "file", "8.4.25", "bibliographic file identifier"],
];

const DATES: readonly [number, string, string][] = [
  [813, "8.4.26", "creation"],
  [830, "8.4.27", "modification"],
  [847, "8.4.28", "expiration"],
  [864, "8.4.29", "effective"],
];

function checkVolume(
  context: Context,
  bytes: Uint8Array,
  position: number,
  type: number,
): FoundVolume | undefined {
  const { findings } = context;
  const structure = TYPES[type]!;
  const joliet = type === 2 && jolietLevel(bytes.subarray(88, 120)) !== undefined;
  const enhanced = type === 2 && bytes[6] === 2;
  const fault = (severity: "error" | "warning", id: string, at: number, clause: string, message: string) =>
    findings.add(severity, id, position + at, structure, `ECMA-119 ${clause}`, message);
  for (const [at, clause] of [[80, "8.4.8"], [132, "8.4.13"]] as const) {
    checkBoth32(context, bytes, at, position + at, structure, `ECMA-119 ${clause}`);
  }
  for (const [at, clause] of [[120, "8.4.10"], [124, "8.4.11"], [128, "8.4.12"]] as const) {
    checkBoth16(context, bytes, at, position + at, structure, `ECMA-119 ${clause}`);
  }
  const blockSize = get16L(bytes, 128);
  if (blockSize !== BLOCK_SIZE) {
    fault(
      "error",
      "block-size",
      128,
      "8.4.12",
      `The logical block size is ${blockSize}, only 2048 is understood`,
    );
    return undefined;
  }
  const space = get32L(bytes, 80);
  if (space > context.blocks) {
    fault(
      "error",
      "image-truncated",
      80,
      "8.4.8",
      `The volume has ${space} blocks, the image ${context.blocks}: its end is missing`,
    );
  } else if (space <= SYSTEM_AREA_BLOCKS) {
    fault(
      "error",
      "volume-size",
      80,
      "8.4.8",
      `The volume has ${space} blocks, fewer than its descriptors need`,
    );
  }
  const setSize = get16L(bytes, 120), sequence = get16L(bytes, 124);
  if (setSize === 0 || sequence === 0 || sequence > setSize) {
    fault("error", "volume-set", 120, "8.4.11", `The volume is number ${sequence} of a set of ${setSize}`);
  }
  if (type === 2 && (bytes[7]! & 0xfe) !== 0) {
    fault("warning", "descriptor-flags", 7, "8.5.3", `The reserved volume flags are set: ${bytes[7]}`);
  }
  if (type === 2 && !joliet && !enhanced) {
    fault(
      "error",
      "escape-sequence",
      88,
      "8.5.6",
      `No known character set is announced: ${
        Array.from(bytes.subarray(88, 92), (byte) => byte.toString(16).padStart(2, "0")).join(" ")
      }`,
    );
  }
  for (const [from, to] of type === 1 ? [[7, 8], [72, 80], [88, 120]] as const : [[72, 80]] as const) {
    if (bytes.subarray(from, to).some((byte) => byte !== 0)) {
      fault("warning", "descriptor-unused", from, "8.4.4", `Bytes ${from + 1} to ${to} are not zero`);
    }
  }
  if (bytes[882] !== 0 || bytes.subarray(1395).some((byte) => byte !== 0)) {
    fault(
      "warning",
      "descriptor-reserved",
      bytes[882] !== 0 ? 882 : 1395,
      "8.4.33",
      "Reserved bytes are not zero",
    );
  }
  if (bytes[881] !== (enhanced ? 2 : 1)) {
    fault("error", "structure-version", 881, "8.4.31", `The file structure version is ${bytes[881]}`);
  }
  if (!joliet) checkTexts(bytes, fault, enhanced);
  for (const [at, clause, which] of DATES) {
    const wrong = volumeDateFault(bytes, at);
    if (wrong === undefined) continue;
    const zero = wrong.startsWith("All");
    fault(zero ? "warning" : "error", "volume-date", at, clause, `The ${which} date is none: ${wrong}`);
  }
  return checkRoot(context, bytes, position, type, joliet ? "joliet" : type === 1 ? "iso9660" : "enhanced");
}

function checkTexts(
  bytes: Uint8Array,
  fault: (severity: "warning", id: string, at: number, clause: string, message: string) => void,
  enhanced: boolean,
): void {
  for (const [from, to, set, clause, name] of TEXTS) {
    let end = to;
    while (end > from && bytes[end - 1] === 0x20) end--;
    if (end > from && bytes.subarray(from, end).every((byte) => byte === 0)) continue;
    for (let i = from; i < end; i++) {
      const byte = bytes[i]!;
      const allowed = enhanced
        ? byte >= 0x20
        : set === "a"
        ? isACharacter(byte)
        : isDCharacter(byte) || set === "file" && (byte === 0x2e || byte === 0x3b) ||
          i === from && byte === 0x5f;
      if (allowed) continue;
      fault(
        "warning",
        "descriptor-characters",
        i,
        clause,
        `The ${name} holds ${shown(JSON.stringify(String.fromCharCode(byte)))}, which is not allowed there`,
      );
      break;
    }
  }
}

function checkRoot(
  context: Context,
  bytes: Uint8Array,
  position: number,
  type: number,
  kind: TreeKind,
): FoundVolume | undefined {
  const at = 156;
  const structure = `root directory record of the ${TYPES[type]}`;
  const clause = "ECMA-119 8.4.18";
  const { findings } = context;
  const fault = (id: string, offset: number, message: string) =>
    findings.error(id, position + at + offset, structure, clause, message);
  checkBoth32(context, bytes, at + 2, position + at + 2, structure, clause);
  checkBoth32(context, bytes, at + 10, position + at + 10, structure, clause);
  checkBoth16(context, bytes, at + 28, position + at + 28, structure, clause);
  if (bytes[at] !== 34 || bytes[at + 32] !== 1 || bytes[at + 33] !== 0) {
    fault("root-record", 0, "The record does not have 34 bytes and the identifier 00");
  }
  if ((bytes[at + 25]! & 0xfe) !== 2) {
    fault("root-record", 25, `The file flags are ${bytes[at + 25]}, not those of a directory`);
  }
  const date = recordDateFault(bytes, at + 18);
  if (date !== undefined) fault("record-date", 18, `The date of the root is none: ${date}`);
  const rootStart = get32L(bytes, at + 2) + bytes[at + 1]!;
  const rootSize = get32L(bytes, at + 10);
  if (rootStart >= context.blocks || rootStart * BLOCK_SIZE + rootSize > context.image.size) {
    fault(
      "extent-outside-image",
      2,
      `The root is at block ${rootStart} with ${rootSize} bytes, the image has ${context.blocks} blocks`,
    );
    if (rootStart >= context.blocks) return undefined;
  }
  return {
    kind,
    position,
    rootStart,
    rootSize,
    rootRecord: position + at,
    pathTableSize: get32L(bytes, 132),
    pathTables: [get32L(bytes, 140), get32L(bytes, 144), get32M(bytes, 148), get32M(bytes, 152)],
  };
}
