/**
 * What a job reads from, by blocking calls on a thread of its own.
 *
 * @module
 */

import type { BlockRange } from "../../mmc/block_range.ts";

/** Bytes of the beginning that tell whether it is an image, and how long. */
export const HEAD_BYTES: number = 64 << 10;

/** What a source is. */
export type SourceKind = "file" | "device" | "pipe" | "drive" | "stream";

/** What a source needs of the thread that reads it. */
export interface Reading {
  /** Called now and then while it waits; `true` when the job is to end. */
  waiting(): boolean;
  /** Whether blocks that cannot be read become zeros; `undefined` where that is no choice. */
  readonly keepGoing: boolean | undefined;
  /** Whether every command to a drive is told. */
  readonly trace: boolean;
}

/** Bytes in their order. */
export interface Source extends Disposable {
  /** As the user named it. */
  readonly name: string;
  /** What it is. */
  readonly kind: SourceKind;
  /** Its length in bytes, when it is known without reading. */
  readonly bytes: number | undefined;
  /** It can be read a second time. */
  readonly repeatable: boolean;
  /** Blocks that could not be read and were given as zeros, so far. */
  readonly unreadable: readonly BlockRange[];
  /** Its first bytes, up to 64 KiB of them; reading begins with them nevertheless. */
  head(): Uint8Array;
  /**
   * Reads on.
   *
   * @returns how many bytes; 0 at the end, `undefined` when the job is to end
   */
  read(into: Uint8Array): number | undefined;
  /** Begins again from the first byte. */
  rewind(): void;
  /** Whether there is more behind the bytes read so far, as far as that can be told at once. */
  goesOn(): boolean;
}
