/**
 * The last step of a job: every block is read back and compared with the source, or with the checksums that were
 * taken while it was recorded.
 *
 * @module
 */

import { BLOCK_BYTES, blocksIn } from "../../mmc/block_range.ts";
import type { Ring } from "../../ring/ring.ts";
import { blockCount } from "../left_words.ts";
import { RecordError, type RecordReport } from "../report.ts";
import type { CompareResult, CompareTask } from "../threads/drive_tasks.ts";
import type { ReadResult } from "../threads/reader_tasks.ts";
import type { DriveSide } from "./drive_side.ts";
import { type Seat, stoppedError, troubleOf } from "./outcome.ts";
import { patiently } from "./patience.ts";
import { withProgress } from "./progress.ts";
import type { SourceSide } from "./source_side.ts";

type Compared = Omit<CompareTask, "do" | "ring" | "checksums">;

/** Compares a disc with its source. */
export class Comparison {
  readonly #seat: Seat;
  readonly #source: SourceSide;
  readonly #drive: DriveSide;
  readonly #ring: Ring;

  /** Nothing else may use the ring any more. */
  constructor(seat: Seat, source: SourceSide, drive: DriveSide, ring: Ring) {
    this.#seat = seat;
    this.#source = source;
    this.#drive = drive;
    this.#ring = ring;
  }

  /**
   * Compares what was recorded.
   *
   * @param repeatable the source can be read a second time
   * @returns the report with what was found
   * @throws {RecordError} when not everything could be compared
   */
  async run(repeatable: boolean, report: RecordReport, read: ReadResult): Promise<RecordReport> {
    const { firstBlock, blocks: recorded } = report;
    const blocks = Math.ceil(read.bytes / BLOCK_BYTES);
    const task = { firstBlock, blocks, padding: recorded - blocks, blocksPerChecksum: 1, reload: true };
    const comparing = repeatable
      ? this.#withSource(task, read.bytes)
      : this.#drive.compare({ ...task, ring: undefined, checksums: read.checksums });
    const counted = { ...this.#seat, phase: "comparing", total: recorded * BLOCK_BYTES } as const;
    return this.#judged(report, await withProgress(counted, comparing));
  }

  async #withSource(task: Compared, bytes: number): Promise<CompareResult> {
    const { control, tell } = this.#seat;
    control.rewind();
    this.#ring.reset();
    if (control.stopped) this.#ring.stop();
    const { data } = this.#ring;
    const reading = this.#source.read({ ring: data, bytes, checksums: false, sha256: false, again: true });
    const result = await this.#drive.compare({ ...task, ring: data, checksums: undefined });
    this.#source.halt();
    const read = await patiently(reading, "hear from the source", tell);
    if (read.end === "failed") tell(troubleOf("source", read.message!, read.hint));
    return result;
  }

  #judged(recorded: RecordReport, result: CompareResult): RecordReport {
    const { tell } = this.#seat;
    const { compared, different, unreadable, message, hint } = result;
    const report = { ...recorded, compared, different };
    const { words, medium, firstBlock } = report;
    if (result.end === "failed") tell(troubleOf("target", message!, hint));
    if (result.end === "done") {
      const blocks = blocksIn(different);
      tell({
        event: "compared",
        blocks: compared,
        different: blocks,
        ranges: different,
        unreadable,
        firstBlock,
      });
    }
    tell({ event: "disc", words, medium });
    if (result.end === "stop") throw stoppedError(`${words}; ${blockCount(compared)} compared`);
    if (result.end === "failed") {
      throw new RecordError([message!], report, { hints: [hint] });
    }
    return report;
  }
}
