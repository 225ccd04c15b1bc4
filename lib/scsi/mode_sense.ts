/**
 * MODE SENSE(10) and MODE SELECT(10) (SPC-4 6.14, 6.12): pages of settings.
 *
 * @module
 */

import { get16, put16 } from "./big_endian.ts";

/** Bytes of the header in front of the pages (SPC-4 7.5.5). */
const HEADER_LENGTH = 8;

/** Which values of a page are asked for (SPC-4 6.13.1): as they are, which can be changed, as delivered, as saved. */
export type PageControl = "current" | "changeable" | "default" | "saved";

const PAGE_CONTROLS: readonly PageControl[] = ["current", "changeable", "default", "saved"];

/** What MODE SENSE(10) is told. */
export interface ModeSenseFields {
  /** Page code; 0x3f for all pages. */
  readonly page: number;
  /**
   * Subpage code.
   * @default {0}
   */
  readonly subpage?: number;
  /**
   * Which values.
   * @default {"current"}
   */
  readonly values?: PageControl;
  /** Bytes that the answer may have. */
  readonly length: number;
}

/** One mode page, its two or four bytes of heading included. */
export interface ModePage {
  /** Page code, 0 to 0x3f. */
  readonly page: number;
  /** Subpage code, 0 for none. */
  readonly subpage: number;
  /** The page from its first byte on, as far as it was received; a view into the answer. */
  readonly bytes: Uint8Array;
}

/** The answer to MODE SENSE(10). */
export interface ModeData {
  /** Medium type: obsolete, yet still set by old drives. */
  readonly mediumType: number;
  /** Bit 7 is write protection where devices use it. */
  readonly deviceSpecific: number;
  /** The pages in the order they came. */
  readonly pages: readonly ModePage[];
}

/** Builds MODE SENSE(10), without block descriptors. */
export function encodeModeSense10(fields: ModeSenseFields): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x5a;
  cdb[1] = 0x08; // DBD
  cdb[2] = PAGE_CONTROLS.indexOf(fields.values ?? "current") << 6 | fields.page;
  cdb[3] = fields.subpage ?? 0;
  put16(cdb, 7, fields.length);
  return cdb;
}

/** Decodes the answer; devices that send block descriptors although none were wanted are read all the same. */
export function decodeModeSense10(data: Uint8Array): ModeData {
  const known = data.subarray(0, 2 + get16(data, 0));
  const pages = decodeModePages(known, HEADER_LENGTH + get16(known, 6));
  return { mediumType: known[2] ?? 0, deviceSpecific: known[3] ?? 0, pages };
}

/** Decodes the pages that begin at an offset. */
export function decodeModePages(known: Uint8Array, offset: number): ModePage[] {
  const pages: ModePage[] = [];
  let at = offset;
  while (at + 2 <= known.length) {
    const long = (known[at]! & 0x40) !== 0; // SPF
    const length = long ? 4 + get16(known, at + 2) : 2 + known[at + 1]!;
    pages.push({
      page: known[at]! & 0x3f,
      subpage: long ? known[at + 1]! : 0,
      bytes: known.subarray(at, at + length),
    });
    at += length;
  }
  return pages;
}

/** Builds MODE SELECT(10) for a parameter list of so many bytes. */
export function encodeModeSelect10(length: number, savePages: boolean = false): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x55;
  cdb[1] = 0x10 | (savePages ? 1 : 0); // PF
  put16(cdb, 7, length);
  return cdb;
}

/** Builds the parameter list of MODE SELECT(10) from one page; the bit PS of the page must be zero there. */
export function encodeModeList(page: Uint8Array): Uint8Array<ArrayBuffer> {
  const list = new Uint8Array(HEADER_LENGTH + page.length);
  list.set(page, HEADER_LENGTH);
  list[HEADER_LENGTH]! &= 0x7f;
  return list;
}
