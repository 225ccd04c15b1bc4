/**
 * The writer's hot path: from the ring onto the disc, without a copy and without making anything for a block.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { Ring } from "../../ring/ring.ts";
import { blockCount } from "../left_words.ts";
import { type Control, READER } from "../threads/control.ts";

/** Takes whole blocks in rising order; `false` when the user stopped the job instead. */
export interface BlockSink {
  /** Writes them at an address. */
  write(block: number, from: Uint8Array): boolean;
}

/** What the ring goes to. */
export interface RingWriting {
  readonly ring: Ring;
  readonly control: Control;
  readonly sink: BlockSink;
  /** Logical block address of the first block. */
  readonly firstBlock: number;
  /** Pads to a multiple of so many blocks. */
  readonly blockMultiple: number;
  /** No more blocks than these fit. */
  readonly room: number;
  /** Stands in the message when they do not. */
  readonly target: string;
}

/** Writes all that comes, and zeros behind it. `control.written` counts; on return `control.stopped` tells why. */
export function writeRing(writing: RingWriting): void {
  const { ring, control, sink, firstBlock } = writing;
  control.lowest = ring.slots;
  for (let fill = 0; !control.stopped; fill++) {
    const slot = nextFill(ring, control, fill);
    if (slot === undefined) break;
    const blocks = slot.length / BLOCK_BYTES;
    const written = control.written;
    const padded = Math.min(paddedTo(writing, written + blocks) - written, ring.data.slotBytes / BLOCK_BYTES);
    checkRoom(writing, written + blocks);
    const all = blocks === padded ? slot : paddedInPlace(slot, padded);
    control.tried = written + padded;
    if (!sink.write(firstBlock + written, all)) return;
    control.written = written + padded;
    ring.release(fill);
    control.countEmptied();
  }
  padBehind(writing);
}

/** Takes the next fill and counts how the ring stood. */
function nextFill(ring: Ring, control: Control, fill: number): Uint8Array | undefined {
  const reading = control.readerState === READER.reading;
  const level = control.filled - control.emptied;
  const slot = ring.take(fill);
  if (slot === undefined || !reading) return slot;
  if (level <= 0) control.countUnderrun();
  if (level < control.lowest) control.lowest = Math.max(0, level);
  return slot;
}

/** Only the last fill is short, and what stood behind it in its slot is of an earlier one. */
function paddedInPlace(slot: Uint8Array, blocks: number): Uint8Array {
  const all = new Uint8Array(slot.buffer, slot.byteOffset, blocks * BLOCK_BYTES);
  all.fill(0, slot.length);
  return all;
}

/** Where slots are shorter than the family's block, zeros are still missing. */
function padBehind(writing: RingWriting): void {
  const { control, sink, ring, firstBlock } = writing;
  while (!control.stopped) {
    const missing = paddedTo(writing, control.written) - control.written;
    if (missing === 0) return;
    const blocks = Math.min(missing, ring.data.slotBytes / BLOCK_BYTES);
    control.tried = control.written + blocks;
    if (!sink.write(firstBlock + control.written, new Uint8Array(blocks * BLOCK_BYTES))) return;
    control.written += blocks;
  }
}

function paddedTo({ blockMultiple }: RingWriting, blocks: number): number {
  return Math.ceil(blocks / blockMultiple) * blockMultiple;
}

function checkRoom({ room, target }: RingWriting, blocks: number): void {
  if (blocks <= room) return;
  throw new DiscglowError(
    `Cannot record everything on ${target}: only ${blockCount(room)} free, and the source goes on`,
  );
}
