/**
 * Mode page 05, write parameters (MMC-6 7.5): how the next track is written. Only CD-R/RW and DVD-R/-RW have it.
 *
 * @module
 */

import { get32, put32 } from "../scsi/big_endian.ts";

/** Code of the mode page. */
export const WRITE_PARAMETERS_PAGE = 0x05;

/** How tracks are written. `session` is session-at-once on CDs and disc-at-once on DVD-R. */
export type WriteType = "packet" | "track" | "session" | "raw" | "layer-jump";

/** Whether another session follows: B0 pointer on CDs, border-out on DVD-R. */
export type MultiSession = "final" | "final-b0" | "reserved" | "next";

/** What the page says. */
export interface WriteParameters {
  readonly writeType: WriteType;
  /** Nothing is recorded: the laser stays at reading power. */
  readonly testWrite: boolean;
  /** Buffer underrun free recording is on. */
  readonly underrunFree: boolean;
  readonly linkSizeValid: boolean;
  readonly multiSession: MultiSession;
  readonly fixedPacket: boolean;
  readonly copy: boolean;
  /** The Q channel's control bits: 4 data, 5 data recorded incrementally. */
  readonly trackMode: number;
  /** 8 mode 1 of 2048 bytes, 10 mode 2 form 1. */
  readonly dataBlockType: number;
  /** Blocks. */
  readonly linkSize: number;
  /** 0 CD-DA or CD-ROM, 10h CD-I, 20h XA. */
  readonly sessionFormat: number;
  /** Blocks. */
  readonly packetSize: number;
  /** The page as it came, so that what we do not know stays as it is. */
  readonly page: Uint8Array;
}

/** What is to be changed; everything else stays as it is. */
export type WriteParametersChange = Partial<Omit<WriteParameters, "page">>;

const WRITE_TYPES: readonly WriteType[] = ["packet", "track", "session", "raw", "layer-jump"];
const MULTI_SESSION: readonly MultiSession[] = ["final", "final-b0", "reserved", "next"];

/** The shortest page that holds the packet size. */
const SHORTEST = 16;

/** Reads a page from its first byte; `undefined` when it is cut off or another page. */
export function decodeWriteParameters(page: Uint8Array): WriteParameters | undefined {
  if (page.length < SHORTEST || (page[0]! & 0x3f) !== WRITE_PARAMETERS_PAGE) return undefined;
  const writeType = WRITE_TYPES[page[2]! & 0xf];
  return {
    writeType: writeType ?? "raw", // 2 bits 0-3
    testWrite: (page[2]! & 0x10) !== 0, // 2 bit 4
    linkSizeValid: (page[2]! & 0x20) !== 0, // 2 bit 5
    underrunFree: (page[2]! & 0x40) !== 0, // 2 bit 6
    trackMode: page[3]! & 0xf, // 3 bits 0-3
    copy: (page[3]! & 0x10) !== 0, // 3 bit 4
    fixedPacket: (page[3]! & 0x20) !== 0, // 3 bit 5
    multiSession: MULTI_SESSION[page[3]! >> 6]!, // 3 bits 6-7
    dataBlockType: page[4]! & 0xf, // 4 bits 0-3
    linkSize: page[5]!, // 5
    sessionFormat: page[8]!, // 8
    packetSize: get32(page, 10), // 10-13
    page: page.slice(),
  };
}

/** The page for MODE SELECT: the one the drive gave, with the changes in it. */
export function encodeWriteParameters(now: WriteParameters, change: WriteParametersChange): Uint8Array {
  const to = { ...now, ...change };
  const page = now.page.slice();
  // A type we have no name for stays what it is.
  const writeType = change.writeType === undefined ? page[2]! & 0xf : WRITE_TYPES.indexOf(to.writeType);
  page[2] = page[2]! & 0x80 | writeType | bit(to.testWrite, 4) | bit(to.linkSizeValid, 5) |
    bit(to.underrunFree, 6);
  page[3] = to.trackMode | bit(to.copy, 4) | bit(to.fixedPacket, 5) |
    MULTI_SESSION.indexOf(to.multiSession) << 6;
  page[4] = page[4]! & 0xf0 | to.dataBlockType;
  page[5] = to.linkSize;
  page[8] = to.sessionFormat;
  put32(page, 10, to.packetSize);
  return page;
}

function bit(on: boolean, position: number): number {
  return on ? 1 << position : 0;
}
