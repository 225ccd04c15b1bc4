/**
 * What the drive's thread of a job is asked, and what it answers.
 *
 * @module
 */

import type { BlockRange } from "../../mmc/block_range.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { RingData } from "../../ring/ring.ts";
import type { WriteMode } from "../options.ts";

/** Opens the target and looks at what lies in it. */
export interface ExamineTask {
  /** Tells tasks apart. */
  readonly do: "examine";
  /** The job's words. */
  readonly control: Int32Array;
  /** The recorder by its name. */
  readonly target: string;
  /** Nothing is going to be written. */
  readonly readOnly: boolean;
  /** Tell of every command. */
  readonly trace: boolean;
}

/** Chooses how to record, now that the length is known. */
export interface PlanTask {
  /** Tells tasks apart. */
  readonly do: "plan";
  /** Blocks of the source, without padding. */
  readonly blocks: number | undefined;
  readonly mode: WriteMode;
  readonly multi: boolean;
  readonly preview: boolean;
}

/** Records what comes through the ring. */
export interface WriteTask {
  /** Tells tasks apart. */
  readonly do: "write";
  readonly ring: RingData;
  /** Multiple of the base speed. */
  readonly speed: number | undefined;
}

/** Reads back what was recorded. */
export interface CompareTask {
  /** Tells tasks apart. */
  readonly do: "compare";
  readonly firstBlock: number;
  /** Blocks that must equal the source; `undefined` until the ring ends. */
  readonly blocks: number | undefined;
  /** Blocks behind them that must be zeros. */
  readonly padding: number;
  /** The source, once more; or else checksums. */
  readonly ring: RingData | undefined;
  readonly checksums: { readonly chunks: Int32Array[]; readonly length: number } | undefined;
  /** Blocks that one checksum stands for. */
  readonly blocksPerChecksum: number;
  /** A disc that cannot be read is ejected and loaded first. */
  readonly reload: boolean;
}

/** Unlocks the drive and gives it back. */
export interface ReleaseTask {
  /** Tells tasks apart. */
  readonly do: "release";
  readonly eject: boolean;
}

/** Any of them. */
export type DriveTask = ExamineTask | PlanTask | WriteTask | CompareTask | ReleaseTask;

/** What the target is. */
export interface TargetFound {
  /** `undefined` where there is no disc. */
  readonly medium: MediumSummary | undefined;
  /** The largest number of bytes one command may move. */
  readonly maxTransfer: number;
}

/** How it is going to be recorded. */
export interface RecordingPlan {
  /** The recipe's name; `undefined` when there is none. */
  readonly recipe: string | undefined;
  /** Why it cannot be done. */
  readonly reasons: readonly string[];
  /** Blocks with padding, when the length is known. */
  readonly blocks: number | undefined;
  /** Padded to a multiple of so many blocks. */
  readonly blockMultiple: number;
  /** The length must be known before. */
  readonly needsSize: boolean;
  /** A preview without the drive's help: nothing is sent to the disc. */
  readonly rehearsal: boolean;
}

/** How the writing went. */
export interface WriteResult {
  /** `nothing` when the source failed before the first block. */
  readonly end: "done" | "source" | "target" | "stop" | "nothing";
  readonly message: string | undefined;
  readonly hint: string | undefined;
  readonly firstBlock: number;
  /** Blocks that the drive has taken, padding included. */
  readonly blocks: number;
  /** The same with those of a write that failed. */
  readonly tried: number;
  /** What was recorded can be read; only asked after a failure. */
  readonly readable: boolean | undefined;
  readonly seconds: number;
  readonly lowestFill: number | undefined;
  readonly underruns: number;
  /** The disc as it is left; `undefined` when the drive no longer tells. */
  readonly medium: MediumSummary | undefined;
}

/** How the comparison went. */
export interface CompareResult {
  readonly end: "done" | "stop" | "failed";
  /** Why nothing, or not all, could be compared. */
  readonly message: string | undefined;
  readonly hint: string | undefined;
  /** Blocks that were compared. */
  readonly compared: number;
  /** Those that differ, the unreadable ones included. */
  readonly different: readonly BlockRange[];
  readonly unreadable: readonly BlockRange[];
}

/** Any answer; a released drive has none. */
export type DriveAnswer = TargetFound | RecordingPlan | WriteResult | CompareResult | undefined;
