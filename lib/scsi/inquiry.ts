/**
 * INQUIRY (SPC-4 6.6): what kind of device it is and what it is called.
 *
 * @module
 */

import { get16, getText, put16 } from "./big_endian.ts";

/** Bytes of standard INQUIRY data that every device is asked for. */
export const INQUIRY_LENGTH = 96;

/** The vital product data page that holds the serial number (SPC-4 7.8.15). */
export const SERIAL_NUMBER_PAGE = 0x80;

/** Standard INQUIRY data. */
export interface Inquiry {
  /** Peripheral device type: 5 is a CD, DVD or BD drive, 8 a changer. */
  readonly peripheralType: number;
  /** 0 when a device of that type is connected (SPC-4 6.6.2). */
  readonly qualifier: number;
  /** The medium can be taken out. */
  readonly removable: boolean;
  /** T10 vendor identification. */
  readonly vendor: string;
  /** Product identification. */
  readonly product: string;
  /** Product revision level: the firmware's version. */
  readonly revision: string;
}

/** Builds the command for standard data. */
export function encodeInquiry(length: number = INQUIRY_LENGTH): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(6);
  cdb[0] = 0x12;
  put16(cdb, 3, length);
  return cdb;
}

/** Builds the command for a page of vital product data. */
export function encodeInquiryPage(page: number, length: number): Uint8Array<ArrayBuffer> {
  const cdb = encodeInquiry(length);
  cdb[1] = 0x01; // EVPD
  cdb[2] = page;
  return cdb;
}

/** Decodes standard data; `undefined` when there are too few bytes to name a device. */
export function decodeInquiry(data: Uint8Array): Inquiry | undefined {
  if (data.length < 5) return undefined;
  const known = data.subarray(0, 5 + data[4]!);
  return {
    peripheralType: known[0]! & 0x1f,
    qualifier: known[0]! >>> 5,
    removable: ((known[1] ?? 0) & 0x80) !== 0,
    vendor: getText(known, 8, 8),
    product: getText(known, 16, 16),
    revision: getText(known, 32, 4),
  };
}

/** Decodes the unit serial number page; `undefined` when the bytes are of another page. */
export function decodeSerialNumber(data: Uint8Array): string | undefined {
  if (data[1] !== SERIAL_NUMBER_PAGE) return undefined;
  return getText(data, 4, Math.min(get16(data, 2), data.length - 4));
}
