/**
 * Mode pages (MMC-6 7): what they hold, and what an initiator may change of them.
 *
 * @module
 */

import { Answer } from "./bytes.ts";
import { refuse, SENSE } from "./sense.ts";

/** Page code of the write parameters (MMC-6 7.5). */
export const WRITE_PARAMETERS = 0x05;

/** How tracks are written, from mode page 05h (MMC-6 7.5). */
export interface WriteParameters {
  /** Buffer underrun free recording. */
  readonly bufe: boolean;
  /** Nothing is to stay on the disc. */
  readonly test: boolean;
  /** 0 packet or incremental, 1 track at once, 2 session or disc at once. */
  readonly writeType: number;
  /** 0 no next session, 3 next session allowed. */
  readonly multiSession: number;
  /** All packets are of one size. */
  readonly fixedPacket: boolean;
  /** CONTROL of the Q sub-channel; 5 for DVD. */
  readonly trackMode: number;
  /** 8 for mode 1, 10 for mode 2 form 1. */
  readonly dataBlockType: number;
}

interface Page {
  readonly current: Uint8Array;
  /** Bits that MODE SELECT may change. */
  readonly changeable: Uint8Array;
  readonly initial: Uint8Array;
}

function page(
  code: number,
  length: number,
  initial: [number, number][],
  changeable: [number, number][],
): Page {
  const fresh = new Answer(2 + length).u8(0, code).u8(1, length);
  for (const [at, value] of initial) fresh.u8(at, value);
  const mask = new Answer(2 + length).u8(0, code).u8(1, length);
  for (const [at, value] of changeable) mask.u8(at, value);
  return { current: fresh.bytes, changeable: mask.bytes, initial: fresh.bytes.slice() };
}

/** The mode pages of one drive. */
export class ModePages {
  readonly #pages: Map<number, Page>;
  #write: WriteParameters | undefined;

  /** All at their initial values. */
  constructor(underrunProtection: boolean) {
    const bufe = underrunProtection ? 0x40 : 0;
    const all = [
      // Read/write error recovery (MMC-6 7): AWRE and ARRE, eight retries.
      page(0x01, 0x0a, [[2, 0xc0], [3, 8], [8, 8]], [[2, 0x30], [3, 0xff]]),
      // Write parameters: track at once, mode 1, and no BUFE before a host asks for it (MMC-6 7.5).
      page(WRITE_PARAMETERS, 0x32, [[2, 0x01], [3, 0x04], [4, 0x08], [5, 16], [13, 16], [15, 150]], [
        [2, 0x3f | bufe],
        [3, 0xff],
        [4, 0x0f],
        [5, 0xff],
        [7, 0x3f],
        [8, 0xff],
        ...[10, 11, 12, 13, 14, 15].map((at): [number, number] => [at, 0xff]),
      ]),
      // Power condition (SPC-4 7.5), time-out and protect (MMC-6 7).
      page(0x1a, 0x0a, [[3, 0x03], [10, 0x0b], [11, 0xb8]], [[3, 0x03]]),
      page(0x1d, 0x0a, [[8, 0x00], [9, 0x78], [10, 0x03], [11, 0x84]], [[4, 0x07]]),
      capabilities(),
    ];
    this.#pages = new Map(all.map((one) => [one.initial[0]!, one]));
  }

  /** Codes of all pages, in rising order. */
  get codes(): number[] {
    return [...this.#pages.keys()].sort((a, b) => a - b);
  }

  /**
   * One page.
   *
   * @param control 0 current values, 1 changeable bits, 2 initial values
   */
  page(code: number, control: number): Uint8Array | undefined {
    const found = this.#pages.get(code);
    return [found?.current, found?.changeable, found?.initial][control];
  }

  /** Checks and takes a page of MODE SELECT. */
  select(given: Uint8Array): void {
    const page = this.#pages.get(given[0]! & 0x3f) ?? refuse(SENSE.unsupportedParameter);
    if (given.length !== page.current.length || given[1] !== page.current[1]) refuse(SENSE.listLength);
    if ((given[0]! & 0xc0) !== 0) refuse(SENSE.invalidListField);
    for (let at = 2; at < given.length; at++) {
      if (((given[at]! ^ page.current[at]!) & ~page.changeable[at]!) !== 0) refuse(SENSE.invalidListField);
    }
    if ((given[0]! & 0x3f) === WRITE_PARAMETERS) checkWriteParameters(given);
    page.current.set(given);
    this.#write = undefined;
  }

  /** Mode page 05h in words. */
  get write(): WriteParameters {
    return this.#write ??= this.#decode();
  }

  #decode(): WriteParameters {
    const bytes = this.#pages.get(WRITE_PARAMETERS)!.current;
    return {
      bufe: (bytes[2]! & 0x40) !== 0,
      test: (bytes[2]! & 0x10) !== 0,
      writeType: bytes[2]! & 0x0f,
      multiSession: bytes[3]! >> 6,
      fixedPacket: (bytes[3]! & 0x20) !== 0,
      trackMode: bytes[3]! & 0x0f,
      dataBlockType: bytes[4]! & 0x0f,
    };
  }

  /** Tells page 2Ah which speeds there are, in kB/s, fastest first (MMC-6 7). */
  setSpeeds(read: number, write: number, all: readonly number[]): void {
    const bytes = new Answer(PAGE_2A_LENGTH + 2).put(0, this.#pages.get(0x2a)!.initial);
    const told = all.slice(0, MOST_SPEEDS);
    bytes.u16(8, Math.min(65535, read)).u16(14, Math.min(65535, read)).u16(18, told[0] ?? 0);
    bytes.u16(20, write).u16(28, write).u16(30, told.length);
    told.forEach((speed, index) => bytes.u16(32 + 4 * index + 2, Math.min(65535, speed)));
    this.#pages.get(0x2a)!.current.set(bytes.bytes);
  }
}

const MOST_SPEEDS = 7;
const PAGE_2A_LENGTH = 30 + 4 * MOST_SPEEDS;

function capabilities(): Page {
  return page(0x2a, PAGE_2A_LENGTH, [
    [2, 0x3f], // DVD-RAM, -R, -ROM, method 2, CD-RW and CD-R read
    [3, 0x37], // DVD-RAM, -R, test write, CD-RW and CD-R write
    [4, 0x70], // multi-session, mode 2 form 2 and 1
    [6, 0x29], // tray, eject, lock
    [12, 0x10], // buffer of 4096 KiB
  ], []);
}

function checkWriteParameters(given: Uint8Array): void {
  const writeType = given[2]! & 0x0f;
  if (writeType > 2) refuse(SENSE.invalidParameter); // raw and layer jump are not implemented
  if (![0, 3].includes(given[3]! >> 6)) refuse(SENSE.invalidParameter);
  // Of a CD recorded session-at-once the cue sheet says it, and hosts leave this field 0.
  const blockTypes = writeType === 2 ? [0, 8, 10] : [8, 10];
  if (!blockTypes.includes(given[4]! & 0x0f)) refuse(SENSE.invalidParameter);
  if (![0x00, 0x10, 0x20].includes(given[8]!)) refuse(SENSE.invalidParameter);
}
