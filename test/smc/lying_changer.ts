/**
 * A changer that answers truly, or lies in one of the ways that changers have been seen to lie in.
 *
 * @module
 */

import { put16, put24 } from "../../lib/scsi/big_endian.ts";
import { Changer } from "../../lib/smc/changer.ts";
import { ELEMENT_TYPE, type ElementKind } from "../../lib/smc/element.ts";
import { type Reply, ScriptedTransport } from "../mmc/scripted_drive.ts";

/** An element as it is. */
export interface TrueElement {
  readonly kind: ElementKind;
  readonly address: number;
  readonly full?: boolean;
  readonly barcode?: string;
  readonly source?: number;
  readonly identifier?: string;
  /** Additional bits of the flags. */
  readonly flags?: number;
  /** Additional sense code and qualifier of what is wrong. */
  readonly exception?: readonly [asc: number, ascq: number];
}

/** How it lies. */
export interface Lies {
  /** Bytes that are missing at the end of every answer. */
  readonly cut?: number;
  /** As many elements are told at once. */
  readonly most?: number;
  /** All elements of the type are told, however many were asked for. */
  readonly ignoresCount?: boolean;
  /** It begins with the first element, wherever it is to begin. */
  readonly ignoresStart?: boolean;
  /** Sense data for questions with these bits. */
  readonly refuses?: (cdb: Uint8Array) => string | undefined;
  /** What the answer becomes. */
  readonly distort?: (answer: Uint8Array<ArrayBuffer>, cdb: Uint8Array) => Uint8Array;
  /** Mode page 1Dh, or sense data instead of it. */
  readonly assignment?: Uint8Array | string;
}

/** Bytes of an identification with its header. */
const IDENTIFIER = 4 + 34;

/** A descriptor as the standard has it. */
export function descriptorOf(element: TrueElement, tags: boolean, identifiers: boolean): number[] {
  const bytes = new Uint8Array(12);
  put16(bytes, 0, element.address);
  bytes[2] = (element.full ? 1 : 0) | (element.exception ? 4 : 0) | (element.flags ?? 0);
  bytes.set(element.exception ?? [], 4);
  if (element.source !== undefined) {
    bytes[9] = 0x80;
    put16(bytes, 10, element.source);
  }
  const text = (of: string, length: number) => [...of.padEnd(length)].map((letter) => letter.charCodeAt(0));
  const all = [...bytes];
  if (tags) all.push(...text(element.barcode ?? "", 32), 0, 0, 0, 0);
  if (identifiers) {
    const known = element.identifier;
    all.push(...(known === undefined ? new Array(IDENTIFIER).fill(0) : [2, 1, 0, 34, ...text(known, 34)]));
  } else all.push(0, 0, 0, 0);
  return all;
}

/** An answer to READ ELEMENT STATUS with one page. */
export function statusOf(
  type: number,
  elements: readonly TrueElement[],
  tags: boolean,
  identifiers: boolean,
): Uint8Array<ArrayBuffer> {
  const descriptors = elements.map((element) => descriptorOf(element, tags, identifiers));
  const length = 12 + (tags ? 36 : 0) + (identifiers ? IDENTIFIER : 4);
  const bytes = new Uint8Array(16 + length * elements.length);
  put16(bytes, 0, elements[0]?.address ?? 0);
  put16(bytes, 2, elements.length);
  put24(bytes, 5, bytes.length - 8);
  bytes[8] = type;
  bytes[9] = tags ? 0x80 : 0;
  put16(bytes, 10, length);
  put24(bytes, 13, bytes.length - 16);
  descriptors.forEach((descriptor, place) => bytes.set(descriptor, 16 + place * length));
  return bytes;
}

/** A mode page with the header of MODE SENSE(10) before it. */
export function modeAnswer(page: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0, 6 + page.length, 0, 0, 0, 0, 0, 0, ...page]);
}

/** Mode page 1Dh as first address and count of grippers, slots, mail slots and drives. */
export function assignmentAnswer(
  ...ranges: readonly [first: number, count: number][]
): Uint8Array<ArrayBuffer> {
  const words = ranges.flat().flatMap((word) => [word >> 8, word & 0xff]);
  return modeAnswer([0x1d, 18, ...words, 0, 0]);
}

/** The ranges that the elements really have. */
function trueAssignment(elements: readonly TrueElement[]): Uint8Array<ArrayBuffer> {
  const range = (kind: ElementKind): [number, number] => {
    const some = elements.filter((element) => element.kind === kind).map(({ address }) => address);
    return some.length === 0 ? [0, 0] : [Math.min(...some), Math.max(...some) - Math.min(...some) + 1];
  };
  return assignmentAnswer(range("gripper"), range("slot"), range("mail"), range("drive"));
}

/** The changer, and what it was asked. */
export function lyingChanger(
  elements: readonly TrueElement[],
  lies: Lies = {},
): { changer: Changer; transport: ScriptedTransport } {
  const transport = new ScriptedTransport((cdb) => {
    if (cdb[0] === 0x5a) return lies.assignment ?? trueAssignment(elements);
    if (cdb[0] !== 0xb8) return "5/20/00";
    return lies.refuses?.(cdb) ?? answerOf(elements, lies, cdb);
  });
  return { changer: new Changer(transport), transport };
}

function answerOf(elements: readonly TrueElement[], lies: Lies, cdb: Uint8Array): Reply {
  const type = cdb[1]! & 0x0f;
  const [first, count] = [cdb[2]! << 8 | cdb[3]!, cdb[4]! << 8 | cdb[5]!];
  const some = elements.filter(({ kind, address }) =>
    ELEMENT_TYPE[kind] === type && (lies.ignoresStart === true || address >= first)
  );
  if (some.length === 0) return "5/21/01";
  const told = some.slice(0, Math.min(lies.ignoresCount ? Infinity : count, lies.most ?? Infinity));
  const answer = statusOf(type, told, (cdb[1]! & 0x10) !== 0, (cdb[6]! & 1) !== 0);
  const distorted = lies.distort?.(answer, cdb) ?? answer;
  return distorted.subarray(0, distorted.length - (lies.cut ?? 0));
}

/** A gripper, `slots` slots of which every third is full, two mail slots, two drives. */
export function usualElements(slots = 6): TrueElement[] {
  return [
    { kind: "gripper", address: 0 },
    ...Array.from({ length: slots }, (_, place): TrueElement => ({
      kind: "slot",
      address: 1000 + place,
      ...(place % 3 === 0
        ? { full: true, barcode: `DISC${String(place).padStart(4, "0")}`, flags: 8 }
        : { flags: 8 }),
    })),
    { kind: "mail", address: 10, flags: 8 },
    { kind: "mail", address: 11, full: true, barcode: "MAIL0001", flags: 0x0a },
    { kind: "drive", address: 500, identifier: "VENDOR  PRODUCT         SERIAL0001", flags: 8 },
    {
      kind: "drive",
      address: 501,
      full: true,
      barcode: "DISC9999",
      source: 1001,
      flags: 8,
      identifier: "VENDOR  PRODUCT         SERIAL0002",
    },
  ];
}
