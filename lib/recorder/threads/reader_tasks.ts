/**
 * What the reader's thread of a job is asked, and what it answers.
 *
 * @module
 */

import type { BlockRange } from "../../mmc/block_range.ts";
import type { RingData } from "../../ring/ring.ts";
import type { SourceKind } from "../source/source.ts";

/** Opens the source and looks at its beginning. */
export interface OpenTask {
  /** Tells tasks apart. */
  readonly do: "open";
  /** The job's words. */
  readonly control: Int32Array;
  /** The source by its name. */
  readonly source: string;
  /** Blocks that cannot be read become zeros; `undefined` where that is no choice. */
  readonly keepGoing: boolean | undefined;
  /** Tell of every command to a drive. */
  readonly trace: boolean;
}

/** Reads the source into the ring. */
export interface ReadTask {
  /** Tells tasks apart. */
  readonly do: "read";
  /** Where it goes. */
  readonly ring: RingData;
  /** How many bytes; `undefined` for all. */
  readonly bytes: number | undefined;
  /** Take a checksum of every block. */
  readonly checksums: boolean;
  /** Take the SHA-256 of all bytes. */
  readonly sha256: boolean;
  /** It has been read before. */
  readonly again: boolean;
}

/** Closes the source. */
export interface CloseTask {
  /** Tells tasks apart. */
  readonly do: "close";
}

/** Any of them. */
export type ReaderTask = OpenTask | ReadTask | CloseTask;

/** What the source is. */
export interface SourceFound {
  /** As messages name it. */
  readonly name: string;
  /** What kind it is. */
  readonly kind: SourceKind;
  /** Its length in bytes, when it is known. */
  readonly bytes: number | undefined;
  /** It can be read a second time. */
  readonly repeatable: boolean;
  /** Its first bytes. */
  readonly head: Uint8Array;
}

/** How the reading went. */
export interface ReadResult {
  /** `stopped` when somebody else ended the job. */
  readonly end: "ended" | "stopped" | "failed";
  /** Bytes that were handed over. */
  readonly bytes: number;
  /** Why it failed. */
  readonly message: string | undefined;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** Blocks given as zeros. */
  readonly unreadable: readonly BlockRange[];
  /** There is more behind what was wanted. */
  readonly goesOn: boolean;
  /** In hexadecimal. */
  readonly sha256: string | undefined;
  /** Checksums of the blocks, in chunks as {@linkcode ChecksumList} keeps them. */
  readonly checksums: { readonly chunks: Int32Array[]; readonly length: number } | undefined;
}

/** Any answer; a closed source has none. */
export type ReaderAnswer = SourceFound | ReadResult | undefined;
