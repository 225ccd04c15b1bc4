/**
 * A host of the plainest kind for the virtual drive: sends bytes, names what comes back.
 *
 * @module
 */

import type { DriveBehaviour } from "../../lib/virtual/behaviour.ts";
import type { Clock } from "../../lib/virtual/clock.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import type { VirtualDrive } from "../../lib/virtual/drive.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import type { DiscState } from "../../lib/virtual/state.ts";
import type { ScsiAnswer } from "../../lib/scsi/transport.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";

/** Bytes of a block. */
export const BLOCK = 2048;

/** A clock that only goes on when somebody sleeps or a test says so. */
export class HandClock implements Clock {
  /** Milliseconds. */
  time = 1000;
  /** The time of now. */
  now(): number {
    return this.time;
  }
  /** Time passes at once. */
  sleep(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** `5/21/02`, or `good`. */
export function answerWords({ status, sense }: ScsiAnswer): string {
  if (status === 0) return "good";
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");
  return `${hex(sense[2]! & 15, 1)}/${hex(sense[12]!, 2)}/${hex(sense[13]!, 2)}`;
}

/** Four bytes, the highest first. */
export function be32(value: number): number[] {
  return [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255];
}

/** A number of so many bytes. */
export function numberAt(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((value, byte) => value * 256 + byte, 0);
}

/** Blocks that tell their number and a seed. */
export function pattern(first: number, count: number, seed = 0): Uint8Array {
  const bytes = new Uint8Array(count * BLOCK);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    view.setInt32(i * BLOCK, first + i);
    bytes.fill((first + i + seed) & 255, i * BLOCK + 4, (i + 1) * BLOCK);
  }
  return bytes;
}

/** A disc in a folder of its own, in a drive. */
export class Host implements Disposable {
  /** The data file. */
  readonly path: string;
  /** The drive; another one after {@linkcode reopen}. */
  drive: VirtualDrive;
  readonly #folder: TempFolder;
  readonly #clock: Clock | undefined;

  /** Makes a disc of a kind and puts it into a drive. */
  constructor(media: string, behaviour: Partial<DriveBehaviour> = {}, clock?: Clock) {
    this.#folder = tempFolder();
    this.#clock = clock;
    this.path = this.#folder.at("disc");
    createVirtualDisc(this.path, { media, drive: behaviour });
    this.drive = this.#open();
  }

  #open(): VirtualDrive {
    return openVirtualDrive(`virtual:${this.path}`, this.#clock === undefined ? {} : { clock: this.#clock });
  }

  /** Closes the drive, does something to the files, and opens it again. */
  reopen(between: () => void = () => {}): void {
    this.drive.close();
    between();
    this.drive = this.#open();
  }

  /** Sends a command without data and names the answer. */
  none(...cdb: number[]): string {
    return answerWords(this.drive.execute(new Uint8Array(cdb), "none", new Uint8Array(0), 10_000));
  }

  /** Sends a command with data and names the answer. */
  out(cdb: number[], data: ArrayLike<number>): string {
    const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
    return answerWords(this.drive.execute(new Uint8Array(cdb), "out", bytes, 10_000));
  }

  /** Asks for data: as much as came, or the sense as text. */
  ask(cdb: number[], length: number): Uint8Array | string {
    const data = new Uint8Array(length);
    const answer = this.drive.execute(new Uint8Array(cdb), "in", data, 10_000);
    return answer.status === 0 ? data.subarray(0, length - answer.residual) : answerWords(answer);
  }

  /** Asks for data and fails without. */
  in(cdb: number[], length: number): Uint8Array {
    const answer = this.ask(cdb, length);
    if (typeof answer === "string") throw new Error(`the drive answers ${answer}`);
    return answer;
  }

  /** WRITE (10) of a pattern. */
  write(block: number, count: number, seed = 0): string {
    return this.out([0x2a, 0, ...be32(block), 0, count >> 8, count & 255, 0], pattern(block, count, seed));
  }

  /** READ (10): `good` when it is the pattern, `other` when not. */
  read(block: number, count: number, seed = 0): string {
    const got = this.ask([0x28, 0, ...be32(block), 0, count >> 8, count & 255, 0], count * BLOCK);
    if (typeof got === "string") return got;
    const wanted = pattern(block, count, seed);
    return got.length === wanted.length && got.every((byte, at) => byte === wanted[at]) ? "good" : "other";
  }

  /** SYNCHRONIZE CACHE. */
  flush(immediate = false): string {
    return this.none(0x35, immediate ? 2 : 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** CLOSE TRACK/SESSION. */
  close(closeFunction: number, track = 0, immediate = false): string {
    return this.none(0x5b, immediate ? 1 : 0, closeFunction, 0, track >> 8, track & 255, 0, 0, 0, 0);
  }

  /** RESERVE TRACK. */
  reserve(blocks: number): string {
    return this.none(0x53, 0, 0, 0, 0, ...be32(blocks), 0);
  }

  /** BLANK. */
  blank(type: number, immediate = false): string {
    return this.none(0xa1, type | (immediate ? 0x10 : 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** FORMAT UNIT. */
  format(type: number, blocks: number, parameter = 0, immediate = false, subtype = 0): string {
    const list = [
      0,
      immediate ? 0x82 : 0x80,
      0,
      8,
      ...be32(blocks),
      type << 2 | subtype,
      ...be32(parameter).slice(1),
    ];
    return this.out([0x04, 0x11, 0, 0, 0, 0], list);
  }

  /** START STOP UNIT: 0 stop, 1 start, 2 eject, 3 load. */
  startStop(what: number): string {
    return this.none(0x1b, 0, 0, 0, what, 0);
  }

  /** Changes mode page 05h. */
  parameters(
    change: {
      writeType?: number;
      test?: boolean;
      bufe?: boolean;
      multi?: number;
      trackMode?: number;
      dataBlockType?: number;
    },
  ): string {
    const page = this.in([0x5a, 8, 5, 0, 0, 0, 0, 0, 60, 0], 60).slice();
    page.fill(0, 0, 8);
    const bits = (at: number, mask: number, value: number | undefined) => {
      if (value !== undefined) page[8 + at] = page[8 + at]! & ~mask | value;
    };
    const flag = (value: boolean | undefined, bit: number) =>
      value === undefined ? undefined : value ? bit : 0;
    bits(2, 0x0f, change.writeType);
    bits(2, 0x10, flag(change.test, 0x10));
    bits(2, 0x40, flag(change.bufe, 0x40));
    bits(3, 0xc0, change.multi === undefined ? undefined : change.multi << 6);
    bits(3, 0x0f, change.trackMode);
    bits(4, 0x0f, change.dataBlockType);
    return this.out([0x55, 0x10, 0, 0, 0, 0, 0, 0, page.length, 0], page);
  }

  /** READ TRACK INFORMATION of a track. */
  track(
    number: number,
  ): {
    session: number;
    first: number;
    next: number | undefined;
    free: number;
    size: number;
    damaged: boolean;
    blank: boolean;
  } {
    const info = this.in([0x52, 1, ...be32(number), 0, 0, 48, 0], 48);
    return {
      session: info[3]!,
      damaged: (info[5]! & 0x20) !== 0,
      blank: (info[6]! & 0x40) !== 0,
      first: numberAt(info, 8, 4),
      next: (info[7]! & 1) !== 0 ? numberAt(info, 12, 4) : undefined,
      free: numberAt(info, 16, 4),
      size: numberAt(info, 24, 4),
    };
  }

  /** READ DISC INFORMATION. */
  disc(): {
    status: number;
    lastSession: number;
    sessions: number;
    lastTrack: number;
    background: number;
    erasable: boolean;
  } {
    const info = this.in([0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0], 34);
    return {
      status: info[2]! & 3,
      lastSession: info[2]! >> 2 & 3,
      erasable: (info[2]! & 0x10) !== 0,
      sessions: info[4]!,
      lastTrack: info[6]!,
      background: info[7]! & 3,
    };
  }

  /** READ CAPACITY: blocks. */
  capacity(): number {
    return numberAt(this.in([0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0], 8), 0, 4) + 1;
  }

  /** Current profile. */
  profile(): number {
    return numberAt(this.in([0x46, 0, 0, 0, 0, 0, 0, 0, 8, 0], 8), 6, 2);
  }

  /** TEST UNIT READY. */
  ready(): string {
    return this.none(0, 0, 0, 0, 0, 0);
  }

  /** REQUEST SENSE: the sense, and the progress from 0 to 1. */
  sense(): { words: string; progress: number | undefined } {
    const sense = this.in([3, 0, 0, 0, 18, 0], 18);
    return {
      words: answerWords({ status: 2, sense, residual: 0, duration: 0 }),
      progress: (sense[15]! & 0x80) !== 0 ? numberAt(sense, 16, 2) / 65536 : undefined,
    };
  }

  /** The state file. */
  state(): DiscState {
    return JSON.parse(Deno.readTextFileSync(`${this.path}.state`));
  }

  /** Closes the drive and removes the disc. */
  [Symbol.dispose](): void {
    this.drive.close();
    this.#folder[Symbol.dispose]();
  }
}
