/**
 * SEND CUE SHEET (MMC-6 6.35): the whole session's layout, told before session-at-once recording.
 *
 * @module
 */

import { put24 } from "../scsi/big_endian.ts";
import { type Msf, msfOfBlock } from "./msf.ts";

/** One line of a cue sheet. */
export interface CueLine {
  /** Control bits of the Q channel: 4 for data. */
  readonly control: number;
  /** 0 is the lead-in, 0xaa the lead-out. */
  readonly track: number;
  /** 0 is the gap before the track, 1 the track. */
  readonly index: number;
  /** 0x10 mode 1 of 2048 bytes, 0x14 the same made by the drive: lead-in, gap and lead-out. */
  readonly form: number;
  /** Block address where it begins, from -150 on. */
  readonly block: number;
}

/** Bytes of a line. */
const LINE_BYTES = 8;

/** Announces a cue sheet of so many bytes. */
export function encodeSendCueSheet(length: number): Uint8Array<ArrayBuffer> {
  const cdb = new Uint8Array(10);
  cdb[0] = 0x5d; // operation code
  put24(cdb, 6, length); // 6-8 cue sheet size
  return cdb;
}

/** The cue sheet. */
export function encodeCueSheet(lines: readonly CueLine[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lines.length * LINE_BYTES);
  lines.forEach((line, index) => encodeLine(bytes, index * LINE_BYTES, line, msfOfBlock(line.block)));
  return bytes;
}

function encodeLine(into: Uint8Array, at: number, line: CueLine, place: Msf): void {
  into[at] = line.control << 4 | 1; // 0 control and ADR
  into[at + 1] = line.track; // 1
  into[at + 2] = line.index; // 2
  into[at + 3] = line.form; // 3 data form
  into[at + 4] = 0; // 4 alternate copy bit
  into[at + 5] = place.minute; // 5
  into[at + 6] = place.second; // 6
  into[at + 7] = place.frame; // 7
}
