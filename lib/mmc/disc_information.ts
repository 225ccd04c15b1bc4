/**
 * READ DISC INFORMATION (MMC-6 6.21): how full the disc is, as the drive sees it.
 *
 * @module
 */

import { get16, get32, put16 } from "../scsi/big_endian.ts";

/** State of the disc; `random` is a medium that any block of can be written. */
export type DiscStatus = "empty" | "appendable" | "complete" | "random";

/** State of the last session; `damaged` is reserved for all but a few media. */
export type SessionStatus = "empty" | "incomplete" | "damaged" | "complete";

/** How far a DVD+RW's format in the background has come. */
export type BackgroundFormat = "none" | "stopped" | "running" | "done";

/** What a drive says of a disc. */
export interface DiscInformation {
  readonly status: DiscStatus;
  readonly lastSession: SessionStatus;
  readonly erasable: boolean;
  readonly firstTrack: number;
  readonly sessions: number;
  readonly firstTrackInLastSession: number;
  readonly lastTrackInLastSession: number;
  readonly backgroundFormat: BackgroundFormat;
  /** 0 CD-DA or CD-ROM, 10h CD-I, 20h XA, FFh undefined. */
  readonly discType: number;
  /** Last possible start of the lead-out as it came: on CDs hours, minutes, seconds, frames. */
  readonly lastLeadOut: number | undefined;
}

const STATUS: readonly DiscStatus[] = ["empty", "appendable", "complete", "random"];
const SESSION: readonly SessionStatus[] = ["empty", "incomplete", "damaged", "complete"];
const BACKGROUND: readonly BackgroundFormat[] = ["none", "stopped", "running", "done"];

/** Bytes of the standard answer without its power calibration tables. */
export const DISC_INFORMATION_BYTES = 34;

/** Asks for the standard disc information. */
export function encodeReadDiscInformation(length: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x51; // operation code
  cdb[1] = 0; // data type: standard disc information
  put16(cdb, 7, length); // allocation length
  return cdb;
}

/** Reads an answer; `undefined` when it ends before the last track of the last session. */
export function decodeDiscInformation(bytes: Uint8Array): DiscInformation | undefined {
  if (bytes.length < 8) return undefined;
  const end = Math.min(bytes.length, get16(bytes, 0) + 2); // 0-1 disc information length
  if (end < 8) return undefined;
  const whole = bytes.subarray(0, end);
  return {
    status: STATUS[bytes[2]! & 3]!, // 2 bits 0-1
    lastSession: SESSION[bytes[2]! >> 2 & 3]!, // 2 bits 2-3
    erasable: (bytes[2]! & 0x10) !== 0, // 2 bit 4
    firstTrack: bytes[3]!, // 3
    sessions: wide(whole, 9, 4), // 9 and 4
    firstTrackInLastSession: wide(whole, 10, 5), // 10 and 5
    lastTrackInLastSession: wide(whole, 11, 6), // 11 and 6
    backgroundFormat: BACKGROUND[bytes[7]! & 3]!, // 7 bits 0-1
    discType: end > 8 ? bytes[8]! : 0xff, // 8
    lastLeadOut: end >= 24 ? get32(bytes, 20) : undefined, // 20-23
  };
}

// The most significant byte stands apart from the least, in a place that older drives do not have.
function wide(bytes: Uint8Array, most: number, least: number): number {
  return (bytes[most] ?? 0) << 8 | bytes[least]!;
}
