/**
 * Verifying a disc any time after it was recorded, in any drive: against an image, another disc, or the record
 * that the recording job has kept.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { BlockRange } from "../mmc/block_range.ts";
import type { RecordEvent } from "./events.ts";
import { Verification } from "./job/verification.ts";

/** Options of {@linkcode verifyDisc}. */
export interface VerifyDiscOptions {
  /** An image file or a drive with the other disc, or the record of the job. */
  readonly against: string | { readonly record: string };
  /**
   * Where the image begins on the disc; a record knows it by itself.
   * @default {0}
   */
  readonly firstBlock?: number;
  /** Bytes to compare, where the image is longer. */
  readonly size?: number;
  /**
   * Progress is told at least every so many bytes; 0 for never.
   * @default {1048576}
   */
  readonly progressBytes?: number;
  /**
   * Tell of every command that is sent to a drive.
   * @default {false}
   */
  readonly trace?: boolean;
  /** Hears what happens. */
  readonly onEvent?: (event: RecordEvent) => void;
  /** Ends the comparison. */
  readonly signal?: AbortSignal;
}

/** What a comparison has found. Ranges are addresses of the disc. */
export interface VerifiedDisc {
  /** Blocks that were compared. */
  readonly compared: number;
  /** Where the image begins on the disc. */
  readonly firstBlock: number;
  /** Blocks that differ, the unreadable ones included. */
  readonly different: readonly BlockRange[];
  /** Blocks that could not be read. */
  readonly unreadable: readonly BlockRange[];
}

/**
 * Reads a disc and compares every block.
 *
 * @param target a drive, or a file that is taken for a disc
 * @throws {DiscglowError} when not everything could be compared
 * @throws {StoppedError} when the signal has ended it
 * @throws {UsageError} when the options cannot be meant
 */
export async function verifyDisc(target: string, options: VerifyDiscOptions): Promise<VerifiedDisc> {
  for (const name of ["firstBlock", "size"] as const) checkWhole(name, options[name]);
  return await new Verification(target, options).run();
}

/** Addresses of blocks have 32 bits; no disc holds as many bytes as can be counted. */
function checkWhole(name: "firstBlock" | "size", value: number | undefined): void {
  const most = name === "firstBlock" ? 2 ** 32 - 1 : Number.MAX_SAFE_INTEGER;
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  throw new UsageError(`Cannot compare with ${name} ${value}: it must be a whole number up to ${most}`);
}
