/**
 * READ TOC/PMA/ATIP (MMC-6 6.25), formats 0 and 1: the table of contents and where the last session begins.
 *
 * @module
 */

import { get16, get32, put16 } from "../scsi/big_endian.ts";

/** One entry of the table of contents. */
export interface TocTrack {
  readonly number: number;
  /** The Q channel's control bits; bit 2 is set for data. */
  readonly control: number;
  /** Logical block address of its first block. */
  readonly start: number;
}

/** The table of contents: format 0. */
export interface Toc {
  readonly first: number;
  readonly last: number;
  readonly tracks: readonly TocTrack[];
  /** Where the lead-out begins: on CDs behind the run-out blocks, so this is not where data end. */
  readonly leadOut: number | undefined;
}

/** Where the last complete session begins: format 1. */
export interface SessionToc {
  readonly first: number;
  readonly last: number;
  /** First track of the last complete session. */
  readonly track: number;
  /** Logical block address of that track. */
  readonly start: number;
}

/** Number of the lead-out in place of a track. */
const LEAD_OUT = 0xaa;

/** What can be asked for. */
export const TOC_FORMAT = { toc: 0, session: 1, atip: 4 } as const;

/** Bytes of the longest table of contents: 99 tracks and the lead-out. */
export const TOC_BYTES = 4 + 100 * 8;

/** Asks for one of the formats, addresses as logical blocks except in the ATIP. */
export function encodeReadToc(format: number, length: number, number = 0): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x43; // operation code
  cdb[1] = 0; // bit 1 MSF
  cdb[2] = format; // bits 0-3
  cdb[6] = number; // track or session number
  put16(cdb, 7, length); // allocation length
  return cdb;
}

/** Reads an answer in format 0; `undefined` when it does not hold its header. Entries that are cut off are left out. */
export function decodeToc(bytes: Uint8Array): Toc | undefined {
  if (bytes.length < 4) return undefined;
  const end = Math.min(bytes.length, get16(bytes, 0) + 2, TOC_BYTES); // 0-1 TOC data length
  const tracks: TocTrack[] = [];
  let leadOut: number | undefined;
  for (let at = 4; at + 8 <= end; at += 8) {
    const entry = decodeEntry(bytes, at);
    if (entry.number === LEAD_OUT) leadOut = entry.start;
    else tracks.push(entry);
  }
  return { first: bytes[2]!, last: bytes[3]!, tracks, leadOut };
}

/** Reads an answer in format 1; `undefined` when it is cut off. */
export function decodeSessionToc(bytes: Uint8Array): SessionToc | undefined {
  if (bytes.length < 12) return undefined;
  const { number, start } = decodeEntry(bytes, 4);
  return { first: bytes[2]!, last: bytes[3]!, track: number, start };
}

function decodeEntry(bytes: Uint8Array, at: number): TocTrack {
  return {
    control: bytes[at + 1]! & 0xf, // 1 bits 0-3, above them ADR
    number: bytes[at + 2]!, // 2
    start: get32(bytes, at + 4), // 4-7
  };
}
