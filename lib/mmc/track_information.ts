/**
 * READ TRACK INFORMATION (MMC-6 6.26): where a track lies, how full it is and where the next write goes. What is
 * a track on CDs is called RZone on DVD-R, fragment on DVD+R and sequential recording range on BD-R.
 *
 * @module
 */

import { get16, get32, put16, put32 } from "../scsi/big_endian.ts";

/** What a drive says of a track. Addresses and lengths in blocks. */
export interface TrackInformation {
  readonly track: number;
  readonly session: number;
  /** The Q channel's control bits of the track: bit 2 is set for data. */
  readonly mode: number;
  /** 1 or 2 for mode 1 and 2 of CDs; Fh when the drive does not know. */
  readonly dataMode: number;
  readonly damaged: boolean;
  readonly reserved: boolean;
  readonly blank: boolean;
  /** Packet or incremental writing. */
  readonly packet: boolean;
  readonly fixedPacket: boolean;
  readonly start: number;
  /** `undefined` when the drive does not vouch for it (NWA_V). */
  readonly nextWritable: number | undefined;
  readonly free: number;
  /** Fixed packet size or blocking factor. */
  readonly packetBlocks: number;
  readonly size: number;
  /** `undefined` when the drive does not vouch for it (LRA_V). */
  readonly lastRecorded: number | undefined;
}

/** By what a track is named in the command. */
export type TrackAddress =
  /** The track that holds a block. */
  | { readonly block: number }
  /** By its number. */
  | { readonly track: number }
  /** The invisible or incomplete track of the medium, the one that is written next. */
  | "invisible"
  /** First track of a session. */
  | { readonly session: number };

/** Blocks of the pregap of a CD's first track. */
const PREGAP_BLOCKS = 150;

/** Bytes of the answer of drives without layer jump. */
export const TRACK_INFORMATION_BYTES = 36;

/** Asks for one track. */
export function encodeReadTrackInformation(address: TrackAddress, length: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x52; // operation code
  const [type, number] = addressFields(address);
  cdb[1] = type; // address/number type
  put32(cdb, 2, number); // logical block address, track or session number
  put16(cdb, 7, length); // allocation length
  return cdb;
}

function addressFields(address: TrackAddress): [type: number, number: number] {
  if (address === "invisible") return [1, 0xff];
  if ("block" in address) return [0, address.block];
  if ("track" in address) return [1, address.track];
  return [2, address.session];
}

/** Reads an answer; `undefined` when it ends before the size of the track. */
export function decodeTrackInformation(bytes: Uint8Array): TrackInformation | undefined {
  if (bytes.length < 28) return undefined;
  const end = Math.min(bytes.length, get16(bytes, 0) + 2); // 0-1 track information length
  if (end < 28) return undefined;
  const high = end >= 34;
  return {
    track: bytes[2]! | (high ? bytes[32]! << 8 : 0), // 2 and 32
    session: bytes[3]! | (high ? bytes[33]! << 8 : 0), // 3 and 33
    ...decodeTrackFlags(bytes),
    start: addressAt(bytes, 8) ?? 0, // 8-11
    nextWritable: (bytes[7]! & 1) !== 0 ? addressAt(bytes, 12) : undefined, // 12-15, valid by 7 bit 0
    free: get32(bytes, 16), // 16-19
    packetBlocks: get32(bytes, 20), // 20-23
    size: get32(bytes, 24), // 24-27
    lastRecorded: (bytes[7]! & 2) !== 0 && end >= 32 ? get32(bytes, 28) : undefined, // 28-31, valid by 7 bit 1
  };
}

// A drive set to session-at-once begins a blank CD with its pregap; nothing lies before that, and data begin at 0.
function addressAt(bytes: Uint8Array, at: number): number | undefined {
  const address = get32(bytes, at) | 0;
  return address < -PREGAP_BLOCKS ? undefined : Math.max(0, address);
}

function decodeTrackFlags(bytes: Uint8Array) {
  return {
    mode: bytes[5]! & 0xf, // 5 bits 0-3
    damaged: (bytes[5]! & 0x20) !== 0, // 5 bit 5
    dataMode: bytes[6]! & 0xf, // 6 bits 0-3
    fixedPacket: (bytes[6]! & 0x10) !== 0, // 6 bit 4
    packet: (bytes[6]! & 0x20) !== 0, // 6 bit 5
    blank: (bytes[6]! & 0x40) !== 0, // 6 bit 6
    reserved: (bytes[6]! & 0x80) !== 0, // 6 bit 7
  };
}
