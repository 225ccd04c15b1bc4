/**
 * What a job has proved at its end.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import type { BlockRange } from "../mmc/block_range.ts";
import type { MediumSummary } from "../mmc/medium.ts";

/** The result of a recording job. */
export interface RecordReport {
  /** The target as the user named it. */
  readonly target: string;
  /** How it was recorded, such as `DVD+R sequential`. */
  readonly recipe: string;
  /** It was a preview. */
  readonly preview: boolean;
  /** Logical block address of the first recorded block. */
  readonly firstBlock: number;
  /** Recorded blocks, padding included. */
  readonly blocks: number;
  /** Bytes that came from the source. */
  readonly bytes: number;
  /** Seconds from the first to the last write. */
  readonly seconds: number;
  /** 0 to 100; `undefined` when the source was at its end before the first write. */
  readonly lowestFill: number | undefined;
  /** How often the ring was empty when a block was due. */
  readonly underruns: number;
  /** Blocks of the source that stand as zeros on the disc. */
  readonly unreadable: readonly BlockRange[];
  /** Blocks that were read back and compared; 0 when that was not asked. */
  readonly compared: number;
  /** Blocks on the disc that differ or cannot be read. */
  readonly different: readonly BlockRange[];
  /** SHA-256 of the bytes of the source, in hexadecimal; only with `recordFile`. */
  readonly sha256: string | undefined;
  /** The disc as it is left; `undefined` when the drive no longer answers. */
  readonly medium: MediumSummary | undefined;
  /** The same as one sentence without a final period. */
  readonly words: string;
}

/** What a reason against a job is about. `drive`: it cannot be got at, whatever disc is in it. */
export type ReasonAbout = "source" | "drive" | "disc" | "record";

/** Options of {@linkcode RecordError}. */
export interface RecordErrorOptions extends ErrorOptions {
  /** What the reasons are about, where the job was refused before it began. */
  readonly about?: readonly ReasonAbout[];
  /** What to do about each reason, where that is known: one for every reason, or none. */
  readonly hints?: readonly (string | undefined)[];
}

/** A job that did not do what was asked. */
export class RecordError extends DiscglowError {
  /** The class name. */
  override name = "RecordError";
  /** Every reason, each one sentence; the first is the message. */
  readonly reasons: readonly string[];
  /** What to do about each of them, where that is known. */
  readonly hints: readonly (string | undefined)[];
  /** What they are about, where the job was refused before it began; else empty. */
  readonly about: readonly ReasonAbout[];
  /** What is on the disc, as far as it was recorded; `undefined` when nothing was written. */
  readonly report: RecordReport | undefined;

  /** Made by the job. */
  constructor(
    reasons: readonly string[],
    report: RecordReport | undefined,
    options: RecordErrorOptions = {},
  ) {
    const { hints = [], about = [], ...rest } = options;
    const hint = hints.find((one) => one !== undefined);
    super(reasons[0] ?? "Cannot record: the job ended without a reason", {
      ...rest,
      hint,
    });
    this.reasons = reasons;
    this.hints = hints;
    this.about = about;
    this.report = report;
  }
}
