/**
 * A file, partition or pipe as the source of a job.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { addBlock, BLOCK_BYTES, type BlockRange } from "../../mmc/block_range.ts";
import { readCarefully } from "../careful_read.ts";
import type { SideControl } from "../threads/side_control.ts";
import { type BytesFile, openBytes } from "./bytes_file.ts";
import { HEAD_BYTES, type Reading, type Source } from "./source.ts";

/** Opens a path, or standard input as `-`. */
export function openFileSource(name: string, side: SideControl, reading: Reading): Source {
  const file = openBytes(name, side);
  return file.kind === "pipe" ? new PipeSource(name, file, reading) : new FileSource(name, file, reading);
}

class FileSource implements Source {
  readonly name: string;
  readonly kind: "file" | "device";
  readonly bytes: number | undefined;
  readonly repeatable = true;
  readonly unreadable: BlockRange[] = [];
  readonly #file: BytesFile;
  readonly #reading: Reading;
  #position = 0;

  constructor(name: string, file: BytesFile, reading: Reading) {
    this.name = name;
    this.kind = file.kind === "device" ? "device" : "file";
    this.#file = file;
    this.#reading = reading;
    this.bytes = file.size();
  }

  head(): Uint8Array {
    const head = new Uint8Array(HEAD_BYTES);
    let length = 0;
    for (let got = 1; got > 0 && length < head.length; length += got) {
      try {
        got = this.#file.read(length, head.subarray(length));
      } catch (error) {
        if (length === 0 && !this.#reading.keepGoing) throw this.#error(0, reasonOf(error));
        break;
      }
    }
    return head.subarray(0, length);
  }

  read(into: Uint8Array): number | undefined {
    if (this.#reading.waiting()) return undefined;
    let got: number;
    try {
      got = this.#file.read(this.#position, into);
    } catch (error) {
      got = this.#readBadPlace(into, reasonOf(error));
    }
    this.#position += got;
    return got;
  }

  rewind(): void {
    this.#position = 0;
    this.unreadable.length = 0;
  }

  goesOn(): boolean {
    return (this.#file.size() ?? 0) > this.#position;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #readBadPlace(into: Uint8Array, reason: string): number {
    const first = this.#position / BLOCK_BYTES;
    const rest = Math.min(into.length, (this.bytes ?? 0) - this.#position);
    if (rest <= 0 || !Number.isInteger(first)) throw this.#error(this.#position, reason);
    readCarefully(
      (block, part) => this.#tryRead(block, part),
      first,
      into.subarray(0, rest),
      (block, why) => {
        if (!this.#reading.keepGoing) throw this.#error(block * BLOCK_BYTES, why);
        addBlock(this.unreadable, block);
      },
    );
    return rest;
  }

  #tryRead(block: number, into: Uint8Array): string | undefined {
    try {
      for (let done = 0; done < into.length;) {
        const got = this.#file.read(block * BLOCK_BYTES + done, into.subarray(done));
        if (got === 0) return "it ends here";
        done += got;
      }
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  #error(position: number, reason: string): DiscglowError {
    return new DiscglowError(`Cannot read ${this.name} at byte ${position}: ${reason}`);
  }
}

class PipeSource implements Source {
  readonly name: string;
  readonly kind = "pipe";
  readonly bytes = undefined;
  readonly repeatable = false;
  readonly unreadable: BlockRange[] = [];
  readonly #file: BytesFile;
  readonly #reading: Reading;
  #head: Uint8Array = new Uint8Array(0);
  #position = 0;

  constructor(name: string, file: BytesFile, reading: Reading) {
    this.name = name === "-" ? "standard input" : name;
    this.#file = file;
    this.#reading = reading;
  }

  head(): Uint8Array {
    const head = new Uint8Array(HEAD_BYTES);
    let length = 0;
    while (length < head.length) {
      const got = this.#receive(head.subarray(length));
      if (got === undefined || got === 0) break;
      length += got;
    }
    this.#head = head.subarray(0, length);
    return this.#head;
  }

  read(into: Uint8Array): number | undefined {
    if (this.#head.length === 0) return this.#receive(into);
    const part = this.#head.subarray(0, into.length);
    into.set(part);
    this.#head = this.#head.subarray(part.length);
    return part.length;
  }

  rewind(): void {
    throw new DiscglowError(`Cannot read ${this.name} again: it is a pipe`);
  }

  goesOn(): boolean {
    return this.#head.length > 0 || (this.#file.ready() && (this.#receive(new Uint8Array(1)) ?? 0) > 0);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #receive(into: Uint8Array): number | undefined {
    do {
      if (this.#reading.waiting()) return undefined;
    } while (!this.#file.ready());
    try {
      const got = this.#file.read(0, into);
      this.#position += got;
      return got;
    } catch (error) {
      throw new DiscglowError(`Cannot read ${this.name} after byte ${this.#position}: ${reasonOf(error)}`);
    }
  }
}
