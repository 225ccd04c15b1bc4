/**
 * READ ELEMENT STATUS (SMC-3): what is in the elements. Changers have been seen to cut the answer, to count wrongly
 * and to name the wrong first element, so the descriptors are taken for what they are and the rest is only noted.
 *
 * @module
 */

import { get16, get24, put16, put24 } from "../scsi/big_endian.ts";

/** What is asked. */
export interface StatusRequest {
  /** Element type code, 1 to 4. Type 0, all at once, is answered wrongly by some. */
  readonly type: number;
  /** Lowest element address. */
  readonly first: number;
  /** How many elements at most. */
  readonly count: number;
  /** With volume tags: VOLTAG. */
  readonly volumeTags: boolean;
  /** With the identification of drives: DVCID. */
  readonly identifiers: boolean;
  /** Without moving anything to find out: CURDATA. */
  readonly still: boolean;
  /** Bytes that the answer may have. */
  readonly length: number;
}

/** A page of the answer: elements of one type. */
export interface StatusPage {
  /** Element type code as the page has it. */
  readonly type: number;
  /** Descriptors hold a primary volume tag: PVOLTAG. */
  readonly primaryTags: boolean;
  /** Descriptors hold an alternate volume tag: AVOLTAG. */
  readonly alternateTags: boolean;
  /** Bytes of a descriptor as the page has it. */
  readonly descriptorLength: number;
  /** The descriptors; the last may be cut. */
  readonly descriptors: readonly Uint8Array[];
}

/** The answer. */
export interface ElementStatus {
  /** Number of elements as the header has it. */
  readonly count: number;
  /** The pages in the order they came. */
  readonly pages: readonly StatusPage[];
  /** What does not fit together. */
  readonly oddities: readonly string[];
}

const HEADER = 8;

/** Builds the command. */
export function encodeReadElementStatus(request: StatusRequest): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xb8; // operation code
  cdb[1] = (request.volumeTags ? 0x10 : 0) | request.type; // bit 4 VOLTAG, bits 0-3 element type
  put16(cdb, 2, request.first); // 2-3 starting element address
  put16(cdb, 4, request.count); // 4-5 number of elements
  cdb[6] = (request.still ? 2 : 0) | (request.identifiers ? 1 : 0); // bit 1 CURDATA, bit 0 DVCID
  put24(cdb, 7, request.length); // 7-9 allocation length
  return cdb;
}

/** Reads an answer as far as it can be read. */
export function decodeElementStatus(received: Uint8Array): ElementStatus {
  const pages: StatusPage[] = [];
  const oddities: string[] = [];
  const bytes = received.subarray(0, endOf(received));
  let at = HEADER;
  // A page of type 0 is what no changer sends: nothing was written there.
  while (at + HEADER <= bytes.length && bytes[at] !== 0) {
    const descriptorLength = get16(bytes, at + 2); // 2-3 element descriptor length
    const length = get24(bytes, at + 5); // 5-7 byte count of descriptor data
    const data = bytes.subarray(at + HEADER, at + HEADER + length);
    if (length > 0 && descriptorLength < SHORTEST) {
      oddities.push(`an element status page with descriptors of ${descriptorLength} bytes was left out`);
    } else if (length > 0 && length % descriptorLength !== 0) {
      oddities.push(`${length} bytes of element status are no whole number of ${descriptorLength}`);
    }
    pages.push({
      type: bytes[at]!, // 0 element type code
      primaryTags: (bytes[at + 1]! & 0x80) !== 0, // 1 bit 7
      alternateTags: (bytes[at + 1]! & 0x40) !== 0, // 1 bit 6
      descriptorLength,
      descriptors: split(data, descriptorLength),
    });
    at += HEADER + length;
  }
  return { count: get16(received, 2), pages, oddities }; // 2-3 number of elements available
}

/** Address and flags: without them a descriptor says nothing. */
const SHORTEST = 3;

/**
 * Where the report ends: some ways to a device do not tell how much was received, and some devices do not count
 * their first page's header.
 */
function endOf(received: Uint8Array): number {
  const report = get24(received, 5); // 5-7 byte count of report available
  const page = HEADER + get24(received, HEADER + 5);
  return Math.min(received.length, HEADER + Math.max(report, page));
}

function split(data: Uint8Array, length: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  if (length < SHORTEST) return parts;
  for (let at = 0; at + SHORTEST <= data.length; at += length) parts.push(data.subarray(at, at + length));
  return parts;
}
