/**
 * What a job says at its end: to a failure belong two messages, one of each side.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import type { RecordEvent } from "../events.ts";
import { blockCount, leftWords, standingBlocks } from "../left_words.ts";
import { RecordError, type RecordReport } from "../report.ts";
import type { Control } from "../threads/control.ts";
import type { Phases } from "./progress.ts";
import type { WriteResult } from "../threads/drive_tasks.ts";
import type { ReadResult } from "../threads/reader_tasks.ts";

/** A message of one of the two sides. */
export type Told = Extract<RecordEvent, { event: "trouble" }>;

/** Makes one. */
export function troubleOf(side: "source" | "target", message: string, hint: string | undefined): Told {
  return { event: "trouble", side, message, hint };
}

/** What the steps of a job need of it. */
export interface Seat {
  /** The target as the user named it. */
  readonly target: string;
  readonly control: Control;
  readonly phases: Phases;
  /** Progress is told every so many bytes. */
  readonly every: number;
  /** Slots of the ring. */
  readonly slots: number;
  readonly tell: (event: RecordEvent) => void;
}

/** A recording that did not come to its end. */
export interface FailedRecording {
  /** The source as messages name it. */
  readonly source: string;
  /** Blocks that were to be recorded. */
  readonly total: number | undefined;
  readonly report: RecordReport;
  readonly read: ReadResult;
  readonly write: WriteResult;
}

/** Tells of it, and makes the error that ends the job. */
export function failedRecording({ target, tell }: Seat, failed: FailedRecording): Error {
  const { report, read, write } = failed;
  const { words, medium } = report;
  if (write.end === "stop") {
    tell({ event: "disc", words, medium });
    return stoppedError(words);
  }
  const troubles = write.end === "target"
    ? [troubleOf("target", write.message!, write.hint), sourceAfterTarget(failed)]
    : [troubleOf("source", read.message!, read.hint), targetAfterSource(target, failed)];
  // The source's failure was told when it happened.
  const untold = troubles.filter(({ side }) => side === "target" || read.end !== "failed");
  for (const trouble of untold) tell(trouble);
  tell({ event: "disc", words, medium });
  const reasons = troubles.map(({ message }) => message);
  const hints = troubles.map(({ hint }) => hint);
  const touched = write.tried > 0 ? report : undefined;
  return new RecordError(reasons, touched, { hints });
}

/** The error of a job that was stopped; `what` is then on the disc. */
export function stoppedError(what: string): StoppedError {
  return new StoppedError(`Stopped: ${what.charAt(0).toLowerCase()}${what.slice(1)}`);
}

function sourceAfterTarget({ source, read }: FailedRecording): Told {
  const { end, bytes, message, hint } = read;
  if (end === "failed" && message !== undefined) return troubleOf("source", message, hint);
  const words = end === "ended"
    ? `All ${bytes} bytes of ${source} had been read when the recording ended`
    : `Reading ${source} was stopped after ${bytes} bytes, as the recording ended`;
  return troubleOf("source", words, undefined);
}

function targetAfterSource(target: string, { total, report, write }: FailedRecording): Told {
  const { blocks } = report;
  const of = total === undefined ? blockCount(blocks) : `${blocks} of ${blockCount(total)}`;
  const message = write.end === "done"
    ? `Everything that came was recorded on ${target}: ${report.words}`
    : blocks === 0
    ? `Nothing was written to ${target}, as the source failed before the first block`
    : `Recording on ${target} ended after ${of}, as the source failed: ${report.words}`;
  return troubleOf("target", message, undefined);
}

/** What is known of a job that ended somehow. */
export interface Ended {
  readonly target: string;
  readonly recipe: string;
  readonly preview: boolean;
  readonly read: ReadResult;
  readonly write: WriteResult;
}

/** The report before anything was compared. */
export function reportOf({ target, recipe, preview, read, write }: Ended): RecordReport {
  const { firstBlock, medium, tried, readable } = write;
  const failed = write.end === "target";
  const left = { medium, firstBlock, taken: write.blocks, tried, failed, preview, readable };
  return {
    target,
    recipe,
    preview,
    firstBlock,
    blocks: preview ? write.blocks : standingBlocks(left),
    bytes: read.bytes,
    seconds: write.seconds,
    lowestFill: write.lowestFill,
    underruns: write.underruns,
    unreadable: read.unreadable,
    compared: 0,
    different: [],
    sha256: read.sha256,
    medium,
    words: leftWords(left),
  };
}
