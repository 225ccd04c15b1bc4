/**
 * A comparison of a disc with an image, another disc or a record, from the first question to the last word.
 *
 * @module
 */

import { parseDeviceName } from "../../devices/names.ts";
import { DiscglowError, SourceError } from "../../errors.ts";
import { BLOCK_BYTES, blocksIn } from "../../mmc/block_range.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { Ring } from "../../ring/ring.ts";
import { slotBytesFor } from "../drive/slot_size.ts";
import type { RecordEvent } from "../events.ts";
import { blockCount } from "../left_words.ts";
import { readRecord } from "../record_file.ts";
import { readableBlocks } from "../room.ts";
import { Control } from "../threads/control.ts";
import type { CompareResult } from "../threads/drive_tasks.ts";
import { failureOf } from "../threads/messages.ts";
import type { VerifiedDisc, VerifyDiscOptions } from "../verify_disc.ts";
import { DriveSide } from "./drive_side.ts";
import { lengthOf } from "./length.ts";
import { Listener } from "./listener.ts";
import { stoppedError } from "./outcome.ts";
import { withProgress } from "./progress.ts";
import { isSamePlace } from "./same_place.ts";
import { NamedSource } from "./source_side.ts";

/** Slots of the ring: reading ahead of the other drive is all it has to do. */
const SLOTS = 64;
const USUAL_PROGRESS = 1 << 20;

/** One comparison. */
export class Verification {
  readonly #target: string;
  readonly #options: VerifyDiscOptions;
  readonly #control = new Control();
  readonly #listener: Listener;
  readonly #drive: DriveSide;
  #ring: Ring | undefined;
  #source: NamedSource | undefined;

  /** Starts the drive's thread. */
  constructor(target: string, options: VerifyDiscOptions) {
    this.#target = target;
    this.#options = options;
    this.#listener = new Listener(options.onEvent, () => this.#stop());
    // An image in a file is to a virtual drive a disc that cannot be recorded.
    const name = parseDeviceName(target) === undefined ? `virtual:${target}` : target;
    const { trace = false } = options;
    const tell = (event: RecordEvent) => this.#tell(event);
    this.#drive = new DriveSide(name, { readOnly: true, trace }, this.#control, tell);
  }

  /** Does it. */
  run(): Promise<VerifiedDisc> {
    return this.#listener.during(() => this.#run());
  }

  async #run(): Promise<VerifiedDisc> {
    const { signal, against } = this.#options;
    const stop = () => this.#stop();
    signal?.addEventListener("abort", stop);
    try {
      if (signal?.aborted) stop();
      return typeof against === "string"
        ? await this.#againstSource(against)
        : await this.#againstRecord(against.record);
    } finally {
      signal?.removeEventListener("abort", stop);
      await this.#drive.release(false);
    }
  }

  async #againstRecord(path: string): Promise<VerifiedDisc> {
    const { firstBlock, blocks: recorded, bytes, blocksPerChecksum, checksums } = await readRecord(path);
    const { medium } = await this.#examine();
    const blocks = Math.ceil(bytes / BLOCK_BYTES);
    const padding = this.#paddingOn(medium, firstBlock + blocks, recorded - blocks);
    const { chunks, length } = checksums;
    const comparing = this.#drive.compare({
      firstBlock,
      blocks,
      padding,
      blocksPerChecksum,
      checksums: { chunks, length },
      ring: undefined,
      reload: false,
    });
    const result = await this.#counted(blocks + padding, comparing);
    return this.#judged(firstBlock, blocks + padding, result);
  }

  /** Blocks of padding behind an image: a file that is one need not have them. */
  #paddingOn(medium: MediumSummary, end: number, padding: number): number {
    if (parseDeviceName(this.#target) !== undefined) return padding;
    return Math.max(0, Math.min(padding, readableBlocks(medium) - end));
  }

  async #againstSource(name: string): Promise<VerifiedDisc> {
    if (isSamePlace(name, this.#target)) {
      throw new DiscglowError(`Cannot compare ${this.#target} with ${name}: they are the same`);
    }
    const { trace = false } = this.#options;
    const tell = (event: RecordEvent) => this.#tell(event);
    const source = new NamedSource(name, { keepGoing: undefined, trace }, this.#control, tell);
    this.#source = source;
    try {
      const found = await source.open().catch((error: unknown) => {
        const { message, hint } = failureOf(error);
        throw new SourceError(name, message, { hint });
      });
      const { maxTransfer } = await this.#examine();
      const { bytes } = lengthOf(found, this.#options.size, undefined);
      return await this.#compareWith(source, found.name, bytes, maxTransfer);
    } finally {
      await source.close();
    }
  }

  async #compareWith(source: NamedSource, name: string, bytes: number | undefined, maxTransfer: number) {
    const { firstBlock = 0 } = this.#options;
    const ring = this.#ring = Ring.create(SLOTS, slotBytesFor(maxTransfer));
    if (this.#control.stopped) ring.stop();
    const blocks = bytes === undefined ? undefined : Math.ceil(bytes / BLOCK_BYTES);
    const reading = source.read({ ring: ring.data, bytes, checksums: false, sha256: false, again: false });
    const comparing = this.#drive.compare({
      firstBlock,
      blocks,
      padding: 0,
      ring: ring.data,
      checksums: undefined,
      blocksPerChecksum: 1,
      reload: false,
    });
    const result = await this.#counted(blocks, comparing);
    source.halt();
    const read = await reading;
    if (read.end === "failed") {
      throw new SourceError(name, read.message!, { hint: read.hint });
    }
    if (blocks === 0) throw new DiscglowError(`Cannot compare ${this.#target} with ${name}: it is empty`);
    return this.#judged(firstBlock, blocks, result);
  }

  async #examine(): Promise<{ medium: MediumSummary; maxTransfer: number }> {
    const { medium, maxTransfer } = await this.#drive.examine();
    if (medium === undefined) {
      throw new DiscglowError(`Cannot verify the disc in ${this.#target}: there is none`);
    }
    if (readableBlocks(medium) === 0) {
      throw new DiscglowError(`Cannot read the disc in ${this.#target}: nothing is recorded on it`);
    }
    return { medium, maxTransfer };
  }

  #counted(blocks: number | undefined, comparing: Promise<CompareResult>): Promise<CompareResult> {
    const { progressBytes: every = USUAL_PROGRESS } = this.#options;
    const total = blocks === undefined ? undefined : blocks * BLOCK_BYTES;
    const tell = (event: RecordEvent) => this.#tell(event);
    const shared = { control: this.#control, phases: this.#listener.phases, slots: SLOTS };
    return withProgress({ ...shared, phase: "comparing", total, every, tell }, comparing);
  }

  #judged(firstBlock: number, blocks: number | undefined, result: CompareResult): VerifiedDisc {
    const { compared, different, unreadable, message, hint, end } = result;
    if (end === "stop" || this.#control.stopped) {
      throw stoppedError(`${blockCount(compared)}${blocks === undefined ? "" : ` of ${blocks}`} compared`);
    }
    if (end === "failed") throw new DiscglowError(message!, { hint });
    const count = blocksIn(different);
    this.#tell({
      event: "compared",
      blocks: compared,
      different: count,
      ranges: different,
      unreadable,
      firstBlock,
    });
    return { compared, firstBlock, different, unreadable };
  }

  #tell(event: RecordEvent): void {
    this.#listener.tell(event);
  }

  #stop(): void {
    this.#control.stop();
    this.#ring?.stop();
    this.#source?.halt();
  }
}
