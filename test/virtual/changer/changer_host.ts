/**
 * A host of the plainest kind for the virtual jukebox: sends bytes, names what comes back.
 *
 * @module
 */

import type { Transport } from "../../../lib/scsi/transport.ts";
import type { Clock } from "../../../lib/virtual/clock.ts";
import {
  createVirtualJukebox,
  readVirtualJukebox,
  type VirtualElement,
  type VirtualJukeboxOptions,
} from "../../../lib/virtual/changer/create.ts";
import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { answerWords, numberAt } from "../host.ts";

/** Addresses of the first elements of each kind. */
export const [GRIPPER, MAIL, DRIVE, SLOT] = [0, 16, 256, 4096];

const high = (address: number) => [address >> 8, address & 0xff];

/** Sends a command without data and names the answer. */
export function none(transport: Transport, cdb: readonly number[], timeout = 10_000): string {
  return answerWords(transport.execute(new Uint8Array(cdb), "none", new Uint8Array(0), timeout));
}

/** Sends a command that asks for data: what came, or the name of the refusal. */
export function ask(transport: Transport, cdb: readonly number[], length: number): Uint8Array | string {
  const data = new Uint8Array(length);
  const answer = transport.execute(new Uint8Array(cdb), "in", data, 10_000);
  return answer.status === 0 ? data.subarray(0, length - answer.residual) : answerWords(answer);
}

/** The same for an answer that has to come. */
export function got(transport: Transport, cdb: readonly number[], length: number): Uint8Array {
  const data = ask(transport, cdb, length);
  if (typeof data === "string") throw new Error(`${cdb} was refused with ${data}`);
  return data;
}

/** MOVE MEDIUM. */
export function move(
  transport: Transport,
  from: number,
  to: number,
  invert = false,
  timeout = 10_000,
): string {
  return none(transport, [0xa5, 0, 0, 0, ...high(from), ...high(to), 0, 0, invert ? 1 : 0, 0], timeout);
}

/** EXCHANGE MEDIUM. */
export function exchange(
  transport: Transport,
  source: number,
  first: number,
  second: number,
  turn = 0,
): string {
  return none(transport, [0xa6, 0, 0, 0, ...high(source), ...high(first), ...high(second), turn, 0]);
}

/** TEST UNIT READY. */
export function ready(transport: Transport): string {
  return none(transport, [0, 0, 0, 0, 0, 0]);
}

/** What READ ELEMENT STATUS is asked for. */
export interface StatusWords {
  readonly type?: number;
  readonly first?: number;
  readonly count?: number;
  readonly tags?: boolean;
  readonly identifiers?: boolean;
  readonly allocation?: number;
}

/** A CDB of READ ELEMENT STATUS: by default all of everything. */
export function statusCdb(words: StatusWords = {}): number[] {
  const { type = 0, first = 0, count = 0xffff, tags = true, identifiers = true, allocation = 0xffff } = words;
  const length = [allocation >> 16, allocation >> 8 & 0xff, allocation & 0xff];
  return [
    0xb8,
    type | (tags ? 0x10 : 0),
    ...high(first),
    ...high(count),
    identifiers ? 1 : 0,
    ...length,
    0,
    0,
  ];
}

/** One descriptor, decoded here and not by the library: two that agree by mistake would have to make the same one. */
export interface Seen {
  readonly type: number;
  readonly address: number;
  readonly flags: number;
  readonly asc: string;
  readonly source: number | undefined;
  readonly inverted: boolean;
  readonly tag: string;
  readonly identifier: string;
}

/** Takes the answer of READ ELEMENT STATUS apart. */
export function decodeStatus(bytes: Uint8Array): Seen[] {
  const seen: Seen[] = [];
  for (let at = 8; at < bytes.length;) {
    const [type, tagged, length] = [bytes[at]!, (bytes[at + 1]! & 0x80) !== 0, numberAt(bytes, at + 2, 2)];
    const pageEnd = Math.min(bytes.length, at + 8 + numberAt(bytes, at + 5, 3));
    for (at += 8; at < pageEnd; at += length) {
      seen.push(decodeElement(bytes.subarray(at, at + length), type, tagged));
    }
  }
  return seen;
}

function decodeElement(bytes: Uint8Array, type: number, tagged: boolean): Seen {
  const text = (from: number, to: number) =>
    new TextDecoder().decode(bytes.subarray(from, to)).replace(/[ \0]+$/, "");
  const behind = tagged ? 48 : 12;
  return {
    type,
    address: numberAt(bytes, 0, 2),
    flags: bytes[2]!,
    asc: bytes.subarray(4, 6).toHex(),
    source: (bytes[9]! & 0x80) !== 0 ? numberAt(bytes, 10, 2) : undefined,
    inverted: (bytes[9]! & 0x40) !== 0,
    tag: tagged ? text(12, 44) : "",
    identifier: text(behind + 4, behind + 4 + bytes[behind + 3]!),
  };
}

/** A jukebox in a folder of its own, with its changer open. */
export class ChangerHost implements Disposable {
  /** The folder. */
  readonly dir: string;
  /** The changer; another one after {@linkcode reopen}. */
  changer: Transport;
  readonly #folder: TempFolder;
  readonly #options: { readonly clock?: Clock };
  readonly #drives: Transport[] = [];

  /** Five slots with three blank BD-R, two drives and a mail slot, unless said otherwise. */
  constructor(options: VirtualJukeboxOptions = {}, clock?: Clock) {
    this.#folder = tempFolder();
    this.#options = clock === undefined ? {} : { clock };
    this.dir = this.#folder.at("jukebox");
    createVirtualJukebox(this.dir, {
      ...{ slots: 5, drives: 2, mailSlots: 1, media: "bd-r", filled: [1, 2, 3], serial: "TESTED" },
      ...options,
    });
    this.changer = this.#open("");
    ready(this.changer); // power on
  }

  #open(part: string): Transport {
    return openVirtualDevice(`virtual:${this.dir}${part}`, this.#options);
  }

  /** Opens one of the drives; it is closed with the host. */
  drive(number: number): Transport {
    const drive = this.#open(`/drives/${number}`);
    this.#drives.push(drive);
    return drive;
  }

  /** Gives the changer back and takes it again. */
  reopen(): void {
    this.changer.close();
    this.changer = this.#open("");
  }

  /** A path in the folder beside the jukebox. */
  at(name: string): string {
    return this.#folder.at(name);
  }

  /** All elements, as the changer tells. */
  status(words: StatusWords = {}): Seen[] {
    return decodeStatus(got(this.changer, statusCdb(words), 0xffff));
  }

  /** Where the discs are, as the folder tells: bar codes by address. */
  discs(): Record<number, string | null> {
    const full = readVirtualJukebox(this.dir).elements.filter(({ disc }) => disc !== undefined);
    return Object.fromEntries(full.map(({ address, disc }) => [address, disc!.barcode]));
  }

  /** One element, as the folder tells. */
  element(address: number): VirtualElement {
    return readVirtualJukebox(this.dir).elements.find((element) => element.address === address)!;
  }

  /** Closes all devices and removes the jukebox. */
  [Symbol.dispose](): void {
    for (const drive of this.#drives) drive.close();
    this.changer.close();
    this.#folder[Symbol.dispose]();
  }
}
