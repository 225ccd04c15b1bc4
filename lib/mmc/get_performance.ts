/**
 * GET PERFORMANCE (MMC-6 6.7): the speeds that drive and medium offer, and the one that is set. All in kB/s
 * (1000 bytes).
 *
 * @module
 */

import { get32, put16, put32 } from "../scsi/big_endian.ts";

/** A speed that can be asked for: type 3. */
export interface WriteSpeed {
  /** The last block of the medium that it holds for. */
  readonly lastBlock: number;
  readonly read: number;
  readonly write: number;
  /** The same speed everywhere on the medium. */
  readonly exact: boolean;
}

/** How fast a stretch of the medium is read or written as things are: type 0. */
export interface NominalSpeed {
  readonly firstBlock: number;
  readonly firstSpeed: number;
  readonly lastBlock: number;
  readonly lastSpeed: number;
}

/** Bytes of the header before the descriptors. */
const HEADER = 8;
/** Bytes of a descriptor of either type. */
const DESCRIPTOR = 16;
/** More descriptors than any drive gives. */
const MOST_DESCRIPTORS = 100;

/** Bytes of the longest answer that is asked for. */
export const PERFORMANCE_BYTES = HEADER + DESCRIPTOR * MOST_DESCRIPTORS;

/** Asks for the write speeds. */
export function encodeGetWriteSpeeds(): Uint8Array<ArrayBuffer> {
  return encode(0x03, 0);
}

/** Asks for the nominal speeds of reading or writing, within a tenth. */
export function encodeGetNominalSpeeds(write: boolean): Uint8Array<ArrayBuffer> {
  return encode(0x00, 0x10 | (write ? 4 : 0));
}

function encode(type: number, dataType: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xac; // operation code
  cdb[1] = dataType; // bits 0-1 except, bit 2 write, bits 3-4 tolerance
  put32(cdb, 2, 0); // starting logical block address
  put16(cdb, 8, MOST_DESCRIPTORS); // maximum number of descriptors
  cdb[10] = type;
  return cdb;
}

/** Reads an answer of type 3; `undefined` when it does not hold its header. */
export function decodeWriteSpeeds(bytes: Uint8Array): WriteSpeed[] | undefined {
  return descriptors(bytes, (at) => ({
    exact: (bytes[at]! & 2) !== 0, // 0 bit 1
    lastBlock: get32(bytes, at + 4), // 4-7
    read: get32(bytes, at + 8), // 8-11
    write: get32(bytes, at + 12), // 12-15
  }));
}

/** Reads an answer of type 0; `undefined` when it does not hold its header. */
export function decodeNominalSpeeds(bytes: Uint8Array): NominalSpeed[] | undefined {
  return descriptors(bytes, (at) => ({
    firstBlock: get32(bytes, at), // 0-3
    firstSpeed: get32(bytes, at + 4), // 4-7
    lastBlock: get32(bytes, at + 8), // 8-11
    lastSpeed: get32(bytes, at + 12), // 12-15
  }));
}

function descriptors<T>(bytes: Uint8Array, decode: (at: number) => T): T[] | undefined {
  if (bytes.length < HEADER) return undefined;
  const end = Math.min(bytes.length, 4 + get32(bytes, 0), PERFORMANCE_BYTES); // 0-3 data length
  const list: T[] = [];
  for (let at = HEADER; at + DESCRIPTOR <= end; at += DESCRIPTOR) list.push(decode(at));
  return list;
}
