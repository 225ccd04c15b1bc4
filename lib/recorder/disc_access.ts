/**
 * The disc in a drive as bytes at any place, so that an image on it is listed, checked and extracted as one in a
 * file.
 *
 * @module
 */

import { openTransport } from "../devices/open.ts";
import { DeviceError, DiscglowError } from "../errors.ts";
import type { RandomAccess } from "../image/random_access.ts";
import { BLOCK_BYTES } from "../mmc/block_range.ts";
import { Drive } from "../mmc/drive.ts";
import { examineMedium } from "../mmc/examine.ts";
import { slotBytesFor } from "./drive/slot_size.ts";
import { readableBlocks } from "./room.ts";

/** Opens the disc in a drive; every call blocks its thread. */
export function openDisc(name: string): RandomAccess {
  const drive = new Drive(openTransport(name, { readOnly: true }));
  try {
    const medium = examineMedium(drive);
    if (medium === undefined) throw new DiscglowError(`Cannot read the disc in ${name}: there is none`);
    return discAccess(drive, readableBlocks(medium));
  } catch (error) {
    drive.close();
    throw error;
  }
}

/** The same of a drive that is open already, and is closed with it; `blocks` can be read. */
export function discAccess(drive: Drive, blocks: number): RandomAccess {
  return new DiscAccess(drive, blocks);
}

class DiscAccess implements RandomAccess {
  readonly size: number;
  readonly #drive: Drive;
  // What lies near is read next, and a drive takes as long for one block as for many.
  readonly #kept: Uint8Array;
  #keptFrom = 0;
  #keptBytes = 0;

  constructor(drive: Drive, blocks: number) {
    this.#drive = drive;
    this.size = blocks * BLOCK_BYTES;
    this.#kept = new Uint8Array(slotBytesFor(drive.device.maxTransfer));
  }

  readAt(position: number, into: Uint8Array): number {
    const length = Math.max(0, Math.min(into.length, this.size - position));
    for (let done = 0; done < length;) {
      const at = position + done;
      if (at < this.#keptFrom || at >= this.#keptFrom + this.#keptBytes) this.#fetch(at);
      const from = at - this.#keptFrom;
      const part = this.#kept.subarray(from, Math.min(this.#keptBytes, from + length - done));
      into.set(part, done);
      done += part.length;
    }
    return length;
  }

  close(): void {
    this.#drive.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fetch(position: number): void {
    const from = position - position % BLOCK_BYTES;
    const bytes = Math.min(this.#kept.length, this.size - from);
    this.#keptBytes = 0;
    try {
      this.#drive.read(from / BLOCK_BYTES, this.#kept.subarray(0, bytes));
      this.#keptBytes = bytes;
    } catch (error) {
      // A bad block must not hide its neighbours.
      if (!(error instanceof DeviceError) || bytes === BLOCK_BYTES) throw error;
      this.#drive.read(from / BLOCK_BYTES, this.#kept.subarray(0, BLOCK_BYTES));
      this.#keptBytes = BLOCK_BYTES;
    }
    this.#keptFrom = from;
  }
}
