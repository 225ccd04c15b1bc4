/**
 * Element descriptors (SMC-3): what READ ELEMENT STATUS says of one element.
 *
 * @module
 */

import { get16, getText } from "../scsi/big_endian.ts";
import { codeWords } from "../scsi/sense_codes.ts";
import { ELEMENT_TYPE } from "./element.ts";
import type { StatusPage } from "./read_element_status.ts";
import { hex } from "../scsi/hex.ts";

/** A descriptor, as far as it goes. */
export interface ElementReport {
  /** Element address. */
  readonly address: number;
  /** Something is in it. */
  readonly full: boolean;
  /** The gripper can reach it; `undefined` for grippers, which have no such bit. */
  readonly accessible: boolean | undefined;
  /** What is wrong with it. */
  readonly exception: string | undefined;
  /** Address of the element its medium was moved from last. */
  readonly source: number | undefined;
  /** The medium was turned over. */
  readonly inverted: boolean;
  /** An operator has put the medium in. */
  readonly byOperator: boolean;
  /** Primary volume tag. */
  readonly tag: VolumeTag;
  /** Identification of the drive in it. */
  readonly identifier: string | undefined;
  /** What should come was cut off. */
  readonly cut: boolean;
}

/** The text of a volume tag; `undefined` for a blank one, none, or one that is not `readable`: no text. */
export type VolumeTag = { readonly text: string | undefined; readonly readable: boolean };

/** Bytes before the volume tags. */
const FIXED = 12;
/** Bytes of a volume tag. */
const TAG = 36;
/** Bytes of it that are the identifier. */
const TAG_TEXT = 32;
/** Bytes before an identification: code set, type, reserved, length. */
const IDENTIFIER_HEADER = 4;

/** What is said of an element that is switched off, or whose magazine is out. */
const ELEMENT_DISABLED = [0x3b, 0x18] as const;

const NO_TAG: VolumeTag = { text: undefined, readable: true };

/**
 * Reads a descriptor of at least three bytes.
 *
 * @param identifiers they were asked for
 */
export function decodeElementDescriptor(
  bytes: Uint8Array,
  page: Omit<StatusPage, "descriptors">,
  identifiers: boolean,
): ElementReport {
  const flags = bytes[2]!; // 2
  const sourced = (bytes[9] ?? 0) & 0x80; // 9 bit 7 SVALID
  const primary = page.primaryTags ? TAG : 0;
  const identifierAt = FIXED + primary + (page.alternateTags ? TAG : 0);
  const identifier = identifiers ? identifierOf(bytes, identifierAt, page.descriptorLength) : undefined;
  const wanted = FIXED + (page.primaryTags ? TAG_TEXT : 0);
  return {
    address: get16(bytes, 0), // 0-1 element address
    full: (flags & 0x01) !== 0, // bit 0 FULL
    accessible: page.type === ELEMENT_TYPE.gripper ? undefined : (flags & 0x08) !== 0, // bit 3 ACCESS
    exception: exceptionOf(bytes),
    source: sourced !== 0 && bytes.length >= FIXED ? get16(bytes, 10) : undefined, // 10-11
    inverted: sourced !== 0 && (bytes[9]! & 0x40) !== 0, // 9 bit 6 INVERT
    byOperator: page.type === ELEMENT_TYPE.mail && (flags & 0x02) !== 0, // bit 1 IMPEXP
    tag: page.primaryTags && bytes.length >= wanted ? tagOf(bytes, FIXED) : NO_TAG,
    identifier: identifier === "cut" ? undefined : identifier?.text || undefined,
    cut: identifier === "cut" || bytes.length < Math.min(wanted, page.descriptorLength),
  };
}

function exceptionOf(bytes: Uint8Array): string | undefined {
  const disabled = ((bytes[9] ?? 0) & 0x08) !== 0; // 9 bit 3 ED
  if ((bytes[2]! & 0x04) === 0) return disabled ? codeWords(...ELEMENT_DISABLED) : undefined; // 2 bit 2 EXCEPT
  const [asc, ascq] = [bytes[4] ?? 0, bytes[5] ?? 0]; // 4-5 additional sense code and qualifier
  return asc === 0 && ascq === 0 ? "something is wrong with it" : codeWords(asc, ascq);
}

function tagOf(bytes: Uint8Array, at: number): VolumeTag {
  const raw = bytes.subarray(at, at + TAG_TEXT);
  const used = raw.findLastIndex((byte) => byte !== 0 && byte !== 0x20) + 1;
  const readable = raw.subarray(0, used).every((byte) => byte >= 0x20 && byte < 0x7f);
  const text = readable ? getText(raw, 0, used) : "";
  return { text: text === "" ? undefined : text, readable };
}

function identifierOf(bytes: Uint8Array, at: number, whole: number): { text: string } | "cut" | undefined {
  const begin = at + IDENTIFIER_HEADER;
  // A changer that does not know the question has no room for the answer.
  if (whole < begin) return undefined;
  if (bytes.length < begin) return "cut";
  const length = Math.min(bytes[at + 3]!, whole - begin);
  if (bytes.length < begin + length) return "cut";
  const codeSet = bytes[at]! & 0x0f; // 1 binary, 2 ASCII, 3 UTF-8
  const field = bytes.subarray(begin, begin + length);
  if (codeSet === 1) return { text: Array.from(field, hex).join("") };
  // Parts of a fixed length may be filled up with NULs.
  const text = getText(field.map((byte) => byte === 0 ? 0x20 : byte), 0, length);
  return { text };
}
