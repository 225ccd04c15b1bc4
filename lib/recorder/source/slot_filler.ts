/**
 * The producer's end of the ring: fills slots completely before they are handed over, so that only the last is
 * short, and takes the checksums of what passes.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { Ring } from "../../ring/ring.ts";
import type { ChecksumList } from "../checksum_list.ts";
import { type Control, READER } from "../threads/control.ts";

/** Takes bytes in; what `node:crypto` makes. */
export interface Hash {
  /** Adds bytes. */
  update(bytes: Uint8Array): unknown;
}

/** Hands slot after slot over. */
export class SlotFiller {
  /** Bytes so far. */
  bytes = 0;
  readonly #ring: Ring;
  readonly #control: Control;
  readonly #checksums: ChecksumList | undefined;
  readonly #hash: Hash | undefined;
  #fill = -1;
  #slot: Uint8Array | undefined;
  #length = 0;

  /** `checksums` and `hash` are taken where they are given. */
  constructor(ring: Ring, control: Control, checksums: ChecksumList | undefined, hash: Hash | undefined) {
    this.#ring = ring;
    this.#control = control;
    this.#checksums = checksums;
    this.#hash = hash;
  }

  /** The free part of the slot in hand; waits for a slot, and is `undefined` when nobody wants more. */
  space(): Uint8Array | undefined {
    return this.#slot === undefined ? this.#begin(this.#ring.slot(this.#next())) : this.#rest();
  }

  /** The same on a thread that must not block. */
  async spaceLater(): Promise<Uint8Array | undefined> {
    return this.#slot === undefined ? this.#begin(await this.#ring.slotLater(this.#next())) : this.#rest();
  }

  /** So many bytes were put into the free part. */
  put(count: number): void {
    this.#length += count;
    this.bytes += count;
    if (this.#length === this.#slot!.length) this.#handOver();
  }

  /** No more comes: hands over what is there. `failed` says that it should have been more. */
  end(failed: boolean): void {
    if (this.#slot !== undefined && this.#length > 0 && !this.#ring.stopped) this.#handOver();
    this.#control.readerState = failed ? READER.failed : READER.ended;
    this.#ring.stop();
  }

  #next(): number {
    if (this.#fill < 0) this.#fill = this.#ring.claim();
    return this.#fill;
  }

  #begin(slot: Uint8Array | undefined): Uint8Array | undefined {
    this.#length = 0;
    return this.#slot = slot;
  }

  #rest(): Uint8Array {
    return this.#length === 0 ? this.#slot! : this.#slot!.subarray(this.#length);
  }

  #handOver(): void {
    const slot = this.#slot!;
    const blocks = Math.ceil(this.#length / BLOCK_BYTES);
    const bytes = blocks * BLOCK_BYTES;
    slot.fill(0, this.#length, bytes);
    this.#hash?.update(this.#length === slot.length ? slot : slot.subarray(0, this.#length));
    this.#checksums?.addBlocks(bytes === slot.length ? slot : slot.subarray(0, bytes));
    this.#control.countFill(blocks);
    this.#ring.publish(this.#fill, bytes);
    this.#fill = -1;
    this.#slot = undefined;
  }
}
