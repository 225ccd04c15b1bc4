/**
 * A recording job from the first question to the last word. The main thread only leads: one thread reads the
 * source, another has the drive, and between them there is the ring.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import { Ring } from "../../ring/ring.ts";
import { slotBytesFor } from "../drive/slot_size.ts";
import type { RecordEvent } from "../events.ts";
import type { RecordOptions } from "../options.ts";
import { RecordError, type RecordReport } from "../report.ts";
import { Control } from "../threads/control.ts";
import type { ReadResult } from "../threads/reader_tasks.ts";
import { Comparison } from "./comparison.ts";
import { DriveSide } from "./drive_side.ts";
import { KeptRecord } from "./kept_record.ts";
import { Listener } from "./listener.ts";
import { failedRecording, reportOf, type Seat, stoppedError, troubleOf } from "./outcome.ts";
import { patiently } from "./patience.ts";
import { prepare, type Prepared } from "./prepared.ts";
import { withProgress } from "./progress.ts";
import { NamedSource, type SourceSide } from "./source_side.ts";
import { StreamedSource } from "./stream_source.ts";

const USUAL_BUFFER = 64 << 20;
const USUAL_PROGRESS = 1 << 20;
/** Fewer slots would not let the two sides work at the same time. */
const FEWEST_SLOTS = 2;

/** One job. */
export class Job {
  readonly #options: RecordOptions;
  readonly #control = new Control();
  readonly #listener: Listener;
  readonly #drive: DriveSide;
  readonly #source: SourceSide;
  #ring: Ring | undefined;
  #record: KeptRecord | undefined;

  /** Starts the threads. */
  constructor(options: RecordOptions) {
    this.#options = options;
    this.#listener = new Listener(options.onEvent, () => this.#stop());
    const tell = (event: RecordEvent) => this.#tell(event);
    const { keepGoing = false, trace = false } = options;
    // A stream that cannot be had throws: no thread is there yet that nobody would end.
    this.#source = typeof options.source === "string"
      ? new NamedSource(options.source, { keepGoing, trace }, this.#control, tell)
      : new StreamedSource(options.source, this.#control);
    this.#drive = new DriveSide(options.target, { readOnly: false, trace }, this.#control, tell);
  }

  /** Does it. */
  run(): Promise<RecordReport> {
    return this.#listener.during(() => this.#run());
  }

  async #run(): Promise<RecordReport> {
    const { signal } = this.#options;
    const stop = () => this.#stop();
    signal?.addEventListener("abort", stop);
    let eject = false;
    try {
      if (signal?.aborted) this.#stop();
      const prepared = await prepare(
        this.#options,
        this.#source,
        this.#drive,
        this.#openRecord(),
        () => this.#control.stopped,
      );
      if (prepared === undefined) throw stoppedError("nothing was written");
      const report = await this.#perform(prepared);
      eject = this.#isEjected(report);
      return report;
    } finally {
      signal?.removeEventListener("abort", stop);
      this.#record?.drop();
      await Promise.all([
        this.#source.close(),
        patiently(
          this.#drive.release(eject),
          "get the drive back",
          (event) => this.#tell(event),
        ),
      ]);
    }
  }

  async #perform(prepared: Prepared): Promise<RecordReport> {
    const { preview = false, verify = false, target } = this.#options;
    this.#announce(prepared);
    const { read, write } = await this.#transfer(prepared);
    const { source, plan } = prepared;
    const report = reportOf({ target, recipe: plan.recipe!, preview, read, write });
    if (read.unreadable.length > 0) this.#tell({ event: "unreadable", ranges: read.unreadable });
    if (write.end !== "done" || read.end !== "ended") {
      throw failedRecording(this.#seat(), { source: source.name, total: plan.blocks, report, read, write });
    }
    const { blocks, seconds, lowestFill, underruns } = report;
    this.#tell({ event: "recorded", blocks, seconds, lowestFill, underruns });
    if (read.goesOn) this.#notice(`${source.name} goes on behind the ${read.bytes} bytes recorded`);
    if (!preview) this.#keepRecord(source.name, report, read);
    if (!verify || preview) {
      this.#tellDisc(report);
      return report;
    }
    const comparison = new Comparison(this.#seat(), this.#source, this.#drive, this.#ring!);
    return await comparison.run(source.repeatable, report, read);
  }

  /** A disc that differs stays, as it may be the only thing that tells which files differ. */
  #isEjected({ different }: RecordReport): boolean {
    const { eject = false, target } = this.#options;
    if (eject && different.length > 0) this.#notice(`The disc stays in ${target}, as blocks of it differ`);
    return eject && different.length === 0;
  }

  #announce({ notices, plan, bytes, medium }: Prepared): void {
    for (const notice of notices) this.#notice(notice);
    const { preview = false, verify = false, target } = this.#options;
    if (plan.rehearsal) {
      this.#notice(
        `${target} has no test mode for the ${medium.name}: the data goes the whole way but the last step`,
      );
    }
    if (preview && verify) this.#notice("Nothing is compared after a preview, as nothing stays on the disc");
    this.#tell({
      event: "planned",
      blocks: plan.blocks,
      bytes,
      firstBlock: medium.nextWritable ?? 0,
      recipe: plan.recipe!,
      preview,
    });
  }

  async #transfer({ source, plan, bytes, maxTransfer, medium }: Prepared) {
    const { buffer = USUAL_BUFFER, speed, verify = false, preview = false } = this.#options;
    const slotBytes = slotBytesFor(maxTransfer);
    const ring = this.#ring = ringOf(buffer, slotBytes);
    if (this.#control.stopped) ring.stop();
    const kept = this.#record !== undefined && !preview;
    const checksums = kept || (verify && !preview && !source.repeatable);
    const reading = this.#read(ring, { bytes, checksums, sha256: kept });
    const writing = this.#drive.write({ ring: ring.data, speed }, medium.nextWritable ?? 0);
    const total = plan.blocks === undefined ? undefined : plan.blocks * BLOCK_BYTES;
    const write = await withProgress({ ...this.#seat(), phase: "recording", total }, writing);
    this.#source.halt();
    return { read: await patiently(reading, "hear from the source", (event) => this.#tell(event)), write };
  }

  async #read(
    ring: Ring,
    wanted: { bytes: number | undefined; checksums: boolean; sha256: boolean },
  ): Promise<ReadResult> {
    const read = await this.#source.read({ ring: ring.data, ...wanted, again: false });
    if (read.end === "failed") this.#tell(troubleOf("source", read.message!, read.hint));
    return read;
  }

  /** What the steps of the job that have a file of their own need of it. */
  #seat(): Seat {
    const { target, progressBytes: every = USUAL_PROGRESS } = this.#options;
    const slots = this.#ring!.slots;
    const tell = (event: RecordEvent) => this.#tell(event);
    return { target, control: this.#control, phases: this.#listener.phases, every, slots, tell };
  }

  /** Returns why the record cannot be kept. */
  #openRecord(): string | undefined {
    const { recordFile, source, target } = this.#options;
    if (recordFile === undefined) return undefined;
    try {
      this.#record = new KeptRecord(recordFile, typeof source === "string" ? [source, target] : [target]);
      return undefined;
    } catch (error) {
      return wordsOf(error);
    }
  }

  #keepRecord(source: string, report: RecordReport, read: ReadResult): void {
    try {
      this.#record?.keep(source, report, read.checksums);
    } catch (error) {
      this.#tellDisc(report);
      throw new RecordError([wordsOf(error)], report);
    }
  }

  #tellDisc({ words, medium }: RecordReport): void {
    this.#tell({ event: "disc", words, medium });
  }

  #notice(message: string): void {
    this.#tell({ event: "notice", message });
  }

  #tell(event: RecordEvent): void {
    this.#listener.tell(event);
  }

  #stop(): void {
    this.#control.stop();
    this.#ring?.stop();
    this.#source.halt();
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : reasonOf(error);
}

function ringOf(buffer: number, slotBytes: number): Ring {
  try {
    return Ring.create(Math.max(FEWEST_SLOTS, Math.round(buffer / slotBytes)), slotBytes);
  } catch (error) {
    throw new DiscglowError(`Cannot set up a buffer of ${buffer} bytes: there is not so much memory`, {
      cause: error,
      hint: "a smaller one will do: the usual size is 64 MiB",
    });
  }
}
