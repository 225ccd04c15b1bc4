/**
 * READ DISC STRUCTURE (MMC-6 6.22): control data of DVD and BD, of which we want the manufacturer's name for the
 * medium.
 *
 * @module
 */

import { get16, getText, put16, put32 } from "../scsi/big_endian.ts";

/** What can be asked for. */
export const DISC_STRUCTURE = {
  /** DVD: physical format information of the lead-in. */
  physical: 0x00,
  /** DVD-R and -RW: pre-recorded information in the lead-in. */
  prerecorded: 0x0e,
  /** DVD+R and +RW: information in the groove. */
  adip: 0x11,
  /** BD: disc information. */
  discInformation: 0x00,
} as const;

/** Bytes of the header before the structure. */
export const STRUCTURE_HEADER = 4;

/** The command's two families of structures. */
export type StructureMedia = "dvd" | "bd";

/** Asks for a structure of layer 0. */
export function encodeReadDiscStructure(
  media: StructureMedia,
  format: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(12);
  cdb[0] = 0xad; // operation code
  cdb[1] = media === "bd" ? 1 : 0; // bits 0-3 media type
  put32(cdb, 2, 0); // 2-5 address
  cdb[6] = 0; // layer
  cdb[7] = format;
  put16(cdb, 8, length); // 8-9 allocation length
  return cdb;
}

/** Reads an answer: the structure without its header, as far as it came; `undefined` without a header. */
export function decodeDiscStructure(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < STRUCTURE_HEADER) return undefined;
  return bytes.slice(STRUCTURE_HEADER, get16(bytes, 0) + 2); // 0-1 length of what follows
}

/** `RICOHJPN/R03` of the groove of a DVD+R or +RW. */
export function mediaIdOfAdip(structure: Uint8Array): string | undefined {
  return pair(structure, [19, 8], [27, 3]); // 19-26 manufacturer, 27-29 media type
}

/** `CMCMAG/BA5` of a BD. */
export function mediaIdOfDiscInformation(structure: Uint8Array): string | undefined {
  if (getText(structure, 0, 2) !== "DI") return undefined; // 0-1 identifier
  return pair(structure, [100, 6], [106, 3]); // 100-105 manufacturer, 106-108 media type
}

/** `MCC 01/RG20` of the pre-recorded lead-in of a DVD-R or -RW: fields 3 and 4 of eight bytes each. */
export function mediaIdOfPrerecorded(structure: Uint8Array): string | undefined {
  if (structure[16] !== 3 || structure[24] !== 4) return undefined; // number of the field
  return pair(structure, [17, 6], [25, 6]);
}

function pair(bytes: Uint8Array, ...fields: [at: number, length: number][]): string | undefined {
  const words = fields
    .filter(([at, length]) => at + length <= bytes.length)
    .map(([at, length]) => getText(bytes, at, length))
    .filter((text) => /^[\x21-\x7e][\x20-\x7e]*$/.test(text));
  return words.length === 0 ? undefined : words.join("/");
}
