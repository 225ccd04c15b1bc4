/**
 * The recording itself on the drive's thread: speed, buffer, recipe, blocks, and the disc as it is left.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { Ring } from "../../ring/ring.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { AbandonReason, Recipe, RecipeJob } from "../recipe.ts";
import { setRecordingSpeed } from "../speed.ts";
import { type Control, READER } from "../threads/control.ts";
import type { WriteResult, WriteTask } from "../threads/drive_tasks.ts";
import { failureOf } from "../threads/messages.ts";
import { roomOn } from "../room.ts";
import { DiscWriter, Rehearsal } from "./block_writer.ts";
import { waitForFill } from "./buffer_fill.ts";
import type { Target } from "./target.ts";
import { writeRing } from "./write_ring.ts";

/** Records what comes through the ring. Never throws: the result tells. */
export function recordRing(target: Target, task: WriteTask): WriteResult {
  const { control } = target;
  const ring = new Ring(task.ring, () => control.target.alive());
  const recording = new Recording(target, ring);
  try {
    recording.run(task.speed);
  } catch (error) {
    recording.fail(error);
  }
  // The reader need not go on.
  ring.stop();
  return recording.result();
}

class Recording {
  readonly #target: Target;
  readonly #control: Control;
  readonly #ring: Ring;
  readonly #recipe: Recipe;
  readonly #medium: MediumSummary;
  readonly #job: RecipeJob;
  readonly #rehearsal: boolean;
  #end: WriteResult["end"] = "nothing";
  #error: unknown;
  #firstBlock: number;
  #began: number | undefined;
  #seconds = 0;
  #touched = false;
  #fillKnown = false;

  constructor(target: Target, ring: Ring) {
    const { control, drive, medium, recipe, plan, tell, blocks } = target;
    this.#target = target;
    this.#control = control;
    this.#ring = ring;
    this.#recipe = recipe!;
    this.#medium = medium!;
    this.#firstBlock = medium!.nextWritable ?? 0;
    const { mode, multi, preview } = plan!;
    this.#rehearsal = preview && !recipe!.testWrite;
    this.#job = {
      drive,
      medium: medium!,
      blocks,
      multi,
      preview,
      mode,
      tell,
      stopped: () => control.stopped,
    };
  }

  /** From the speed to the closed disc. */
  run(factor: number | undefined): void {
    const { drive, tell } = this.#target;
    const granted = setRecordingSpeed(drive, this.#medium, factor);
    tell(granted);
    const waited = waitForFill(this.#ring, this.#control);
    if (this.#control.stopped) return this.#stop();
    // Nothing is on the disc yet: it is left as it is.
    if (this.#control.readerState === READER.failed) return;
    this.#tellBuffer();
    this.#fillKnown = this.#control.readerState === READER.reading;
    if (this.#job.preview && this.#fillKnown) this.#checkSource(waited, granted.granted);
    this.#target.lock();
    this.#target.checkSameDisc();
    if (this.#rehearsal) this.#firstBlock = this.#medium.nextWritable ?? 0;
    else this.#start();
    this.#write(granted.granted);
  }

  /** Something failed that is the target's. */
  fail(error: unknown): void {
    if (this.#control.stopped) return this.#stop();
    this.#error = error;
    this.#end = "target";
    // Every command to a drive that does not answer would be waited for.
    if (!(error instanceof TransportError) || this.#answers()) this.#abandon("target");
  }

  /** What came of it. */
  result(): WriteResult {
    const failure = this.#error === undefined ? undefined : failureOf(this.#error);
    const medium = this.#touched ? this.#target.look() : this.#medium;
    const { control } = this.#target;
    return {
      end: this.#end,
      message: failure?.message,
      hint: failure?.hint,
      firstBlock: this.#firstBlock,
      blocks: control.written,
      tried: control.tried,
      readable: this.#end === "done" || !this.#touched || medium === undefined
        ? undefined
        : this.#isReadable(),
      seconds: this.#seconds,
      lowestFill: this.#fillKnown ? Math.round(100 * control.lowest / this.#ring.slots) : undefined,
      underruns: control.underruns,
      medium,
    };
  }

  #start(): void {
    this.#touched = true;
    this.#firstBlock = this.#recipe.start(this.#job);
  }

  #write(speed: number | undefined): void {
    const { control, drive, tell } = this.#target;
    this.#began = performance.now();
    writeRing({
      ring: this.#ring,
      control,
      sink: this.#rehearsal ? new Rehearsal(speed, control) : new DiscWriter(drive, control, tell),
      firstBlock: this.#firstBlock,
      blockMultiple: this.#recipe.blockMultiple,
      room: roomOn(this.#medium),
      target: drive.name,
    });
    this.#stopClock();
    if (control.stopped) return this.#stop();
    if (control.readerState === READER.failed) {
      this.#end = "source";
      return this.#abandon("source");
    }
    if (!this.#rehearsal) this.#recipe.finish(this.#job, this.#written());
    this.#end = "done";
  }

  #stop(): void {
    this.#end = "stop";
    this.#abandon("stop");
  }

  #abandon(why: AbandonReason): void {
    this.#stopClock();
    if (!this.#touched) return;
    try {
      this.#recipe.abandon(this.#job, this.#written(), why);
    } catch (error) {
      this.#error ??= error;
    }
  }

  #written(): { firstBlock: number; blocks: number } {
    return { firstBlock: this.#firstBlock, blocks: this.#control.written };
  }

  #stopClock(): void {
    if (this.#began !== undefined) this.#seconds = (performance.now() - this.#began) / 1000;
    this.#began = undefined;
  }

  #answers(): boolean {
    try {
      this.#target.drive.ready();
      return true;
    } catch {
      return false;
    }
  }

  /** Some discs cannot be read before they are closed, and a broken session not at all. */
  #isReadable(): boolean {
    try {
      return this.#target.drive.tryRead(this.#firstBlock, new Uint8Array(BLOCK_BYTES)).good;
    } catch {
      return false;
    }
  }

  #tellBuffer(): void {
    const { filled, read } = this.#control;
    const percent = Math.min(100, Math.round(100 * filled / this.#ring.slots));
    this.#target.tell({ event: "buffer", bytes: read * BLOCK_BYTES, percent });
  }

  /** A preview is to find out before a disc is lost; with underrun protection it is only slow. */
  #checkSource(seconds: number, granted: number | undefined): void {
    const kilobytes = Math.round(this.#control.read * BLOCK_BYTES / 1000 / Math.max(seconds, 0.001));
    if (granted === undefined || kilobytes >= granted) return;
    throw new DiscglowError(
      `Cannot keep up with ${this.#target.drive.name}: the source gives ${kilobytes} kB/s, ` +
        `and the recorder takes ${granted} kB/s`,
      { hint: "record more slowly, or from a faster source" },
    );
  }
}
