/**
 * A drive whose every answer a test writes by hand, and bytes in hexadecimal.
 *
 * @module
 */

import { Drive } from "../../lib/mmc/drive.ts";
import type { Direction, ScsiAnswer, Transport } from "../../lib/scsi/transport.ts";

/** What the drive does with a command: bytes are its answer, a text such as `5/20/00` is sense data. */
export type Reply = Uint8Array | string;

/** One command as it came. */
export interface Seen {
  readonly cdb: Uint8Array;
  readonly direction: Direction;
  /** What came with it; empty unless the direction is `out`. */
  readonly data: Uint8Array;
  readonly timeout: number;
}

/** Fixed format sense data of `key/asc/ascq`, in hexadecimal; a fourth number is the progress of 65536. */
export function senseBytes(text: string): Uint8Array {
  const [key = 0, asc = 0, ascq = 0, progress] = text.split("/").map((part) => parseInt(part, 16));
  const bytes = new Uint8Array(18);
  bytes.set([0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, asc, ascq]);
  if (progress !== undefined) bytes.set([0x80, progress >> 8, progress & 0xff], 15);
  return bytes;
}

/** Bytes of fields in hexadecimal; a field `=TEXT` stands for its characters. */
export function bytes(...fields: string[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    fields.flatMap((field) =>
      field.startsWith("=")
        ? [...field.slice(1)].map((character) => character.charCodeAt(0))
        : field.split(" ").filter((pair) => pair !== "").map((pair) => parseInt(pair, 16))
    ),
  );
}

/** The same bytes in hexadecimal. */
export function hex(of: Uint8Array): string {
  return [...of].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** A transport that answers as it is told. */
export class ScriptedTransport implements Transport {
  readonly name = "the drive";
  readonly descriptor = undefined;
  readonly seen: Seen[] = [];
  closed = false;
  readonly #reply: (cdb: Uint8Array, data: Uint8Array) => Reply;

  /** @param maxTransfer bytes of one command */
  constructor(reply: (cdb: Uint8Array, data: Uint8Array) => Reply, readonly maxTransfer = 65536) {
    this.#reply = reply;
  }

  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    const sent = direction === "out" ? data.slice() : new Uint8Array(0);
    this.seen.push({ cdb: cdb.slice(), direction, data: sent, timeout });
    const reply = this.#reply(cdb, sent);
    if (typeof reply === "string") {
      return { status: 2, sense: senseBytes(reply), residual: data.length, duration: 1 };
    }
    const moved = direction === "out" ? data.length : Math.min(data.length, reply.length);
    if (direction === "in") data.set(reply.subarray(0, moved));
    return { status: 0, sense: new Uint8Array(0), residual: data.length - moved, duration: 1 };
  }

  close(): void {
    this.closed = true;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Replies by operation code; what is not among them is refused as real drives do. */
export type Replies = Readonly<Record<number, Reply | ((cdb: Uint8Array, data: Uint8Array) => Reply)>>;

/** A drive that answers so. */
export function scriptedDrive(replies: Replies, maxTransfer?: number): {
  drive: Drive;
  transport: ScriptedTransport;
} {
  const transport = new ScriptedTransport((cdb, data) => {
    const reply = replies[cdb[0]!];
    if (reply === undefined) return "5/20/00";
    return typeof reply === "function" ? reply(cdb, data) : reply;
  }, maxTransfer);
  return { drive: new Drive(transport), transport };
}

/** The command block and the data of the last command, in hexadecimal. */
export function lastSeen(transport: ScriptedTransport): string[] {
  const { cdb, data } = transport.seen.at(-1)!;
  return data.length > 0 ? [hex(cdb), hex(data)] : [hex(cdb)];
}
