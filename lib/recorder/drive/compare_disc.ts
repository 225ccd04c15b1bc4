/**
 * Reading a disc back and comparing every block.
 *
 * @module
 */

import { DiscglowError, StoppedError } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import { Ring } from "../../ring/ring.ts";
import { BLOCK_WORDS } from "../block_checksum.ts";
import { readCarefully } from "../careful_read.ts";
import { ChecksumList, wordsOf } from "../checksum_list.ts";
import { READER } from "../threads/control.ts";
import type { CompareResult, CompareTask } from "../threads/drive_tasks.ts";
import { failureOf } from "../threads/messages.ts";
import { blockDiffers, blockHolds, ChecksumComparison, Differences } from "./comparison.ts";
import { readingTrouble } from "./reading_trouble.ts";
import { makeReadable } from "./disc_reading.ts";
import { News } from "./news.ts";
import { slotBytesFor } from "./slot_size.ts";
import type { Target } from "./target.ts";

/** Compares. Never throws: the result tells. */
export function compareDisc(target: Target, task: CompareTask): CompareResult {
  const comparing = new Comparing(target, task);
  let failure: ReturnType<typeof failureOf> | undefined;
  try {
    makeReadable(target, task.firstBlock, task.reload);
    target.tell({ event: "readable" });
    comparing.run();
  } catch (error) {
    failure = failureOf(error);
  }
  if (task.ring !== undefined) new Ring(task.ring).stop();
  const { different, unreadable } = comparing.differences;
  return {
    end: target.control.stopped ? "stop" : failure === undefined ? "done" : "failed",
    message: failure?.message,
    hint: failure?.hint,
    compared: target.control.compared,
    different,
    unreadable,
  };
}

class Comparing {
  readonly differences = new Differences();
  readonly #target: Target;
  readonly #task: CompareTask;
  readonly #bytes: Uint8Array;
  readonly #words: Int32Array;
  /** Of those that were read last. */
  readonly #bad = new Set<number>();
  #news: News | undefined;
  #next: number;

  constructor(target: Target, task: CompareTask) {
    this.#target = target;
    this.#task = task;
    this.#next = task.firstBlock;
    this.#bytes = new Uint8Array(task.ring?.slotBytes ?? slotBytesFor(target.drive.device.maxTransfer));
    this.#words = wordsOf(this.#bytes);
  }

  run(): void {
    this.#news = new News(this.#target.drive.device, [0x28]);
    const { ring, checksums, blocks } = this.#task;
    if (ring !== undefined) this.#withSource(new Ring(ring, () => this.#target.control.target.alive()));
    else if (checksums !== undefined) {
      this.#withChecksums(new ChecksumList(checksums.chunks, checksums.length), blocks ?? 0);
    }
    this.#padding();
  }

  #withSource(ring: Ring): void {
    const { control } = this.#target;
    for (let fill = 0;; fill++) {
      const slot = ring.take(fill);
      this.#stopIfAsked();
      if (slot === undefined) break;
      const count = slot.length / BLOCK_BYTES;
      const source = wordsOf(slot);
      const first = this.#next;
      this.#read(count);
      for (let i = 0; i < count; i++) {
        if (this.#bad.has(first + i) || blockDiffers(this.#words, source, i * BLOCK_WORDS)) {
          this.differences.add(first + i);
        }
      }
      ring.release(fill);
      control.countEmptied();
    }
    const { blocks } = this.#task;
    if (control.readerState === READER.failed || (blocks !== undefined && control.compared < blocks)) {
      throw new DiscglowError("Cannot compare everything: the source could not be read to its end");
    }
  }

  #withChecksums(checksums: ChecksumList, blocks: number): void {
    const { blocksPerChecksum, firstBlock } = this.#task;
    const comparison = new ChecksumComparison(
      checksums,
      blocksPerChecksum,
      firstBlock,
      blocks,
      this.differences,
    );
    this.#each(blocks, (block, from) => {
      comparison.take(this.#words, from, !this.#bad.has(block));
    });
  }

  #padding(): void {
    this.#each(this.#task.padding, (block, from) => {
      if (this.#bad.has(block) || blockHolds(this.#words, from)) this.differences.add(block);
    });
  }

  #each(blocks: number, take: (block: number, from: number) => void): void {
    const most = this.#bytes.length / BLOCK_BYTES;
    for (let done = 0; done < blocks; done += most) {
      this.#stopIfAsked();
      const first = this.#next;
      const count = Math.min(most, blocks - done);
      this.#read(count);
      for (let i = 0; i < count; i++) take(first + i, i * BLOCK_WORDS);
    }
  }

  #read(count: number): void {
    const { drive, control } = this.#target;
    const bytes = count * BLOCK_BYTES;
    this.#bad.clear();
    readCarefully(
      (block, into) => {
        return readingTrouble(drive, block, drive.tryRead(block, into));
      },
      this.#next,
      bytes === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, bytes),
      (block) => {
        this.#stopIfAsked();
        this.#bad.add(block);
        this.differences.addUnreadable(block);
      },
    );
    this.#news?.check("go on reading");
    this.#next += count;
    control.compared += count;
  }

  #stopIfAsked(): void {
    if (this.#target.control.stopped) throw new StoppedError("Stopped while comparing");
  }
}
