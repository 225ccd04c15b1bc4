/**
 * What a medium is and how full it is, in a form that travels between threads and into JSON.
 *
 * @module
 */

/** Families of media that are recorded alike. */
export type MediaFamily =
  | "cd"
  | "dvd-minus"
  | "dvd-minus-overwrite"
  | "dvd-plus"
  | "overwriteable"
  | "bd-r"
  | "read-only"
  | "unknown";

/** How much can still be done with a disc. */
export type MediumState =
  /** Nothing is recorded. */
  | "blank"
  /** More can be recorded behind what is there. */
  | "appendable"
  /** Nothing can be added. */
  | "closed"
  /** Any block can be recorded at any time. */
  | "overwriteable"
  /** It has to be formatted first. */
  | "unformatted";

/** One track. */
export interface TrackSummary {
  /** From 1. */
  readonly number: number;
  /** From 1. */
  readonly session: number;
  /** Logical block address of its first block. */
  readonly first: number;
  /**
   * Its blocks, as recorded where that is known. Of a CD recorded track-at-once, drives count the two run-out
   * blocks at the end too: only reading them tells them from data.
   */
  readonly blocks: number;
  /** What a block of it holds. */
  readonly kind: "data" | "audio";
  /** It can still be written to. */
  readonly open: boolean;
}

/** What lies in a drive. Sizes in blocks of 2048 bytes, speeds in kB/s (1000 bytes). */
export interface MediumSummary {
  /** The profile's name, such as `DVD+R` (MMC-6 5.3.1). */
  readonly name: string;
  /** The profile's number. */
  readonly profile: number;
  /** How it is recorded. */
  readonly family: MediaFamily;
  /** What can still be done with it. */
  readonly state: MediumState;
  /** All blocks of the medium; of a closed one those that are recorded. */
  readonly capacity: number;
  /** Blocks that can be recorded now. */
  readonly free: number;
  /** Next writable address; `undefined` where nothing can be written. */
  readonly nextWritable: number | undefined;
  /** Blank or rewritable, so that `blank` or `format` can make it new. */
  readonly erasable: boolean;
  /** Sessions that hold something. */
  readonly sessions: number;
  /** Tracks that hold something, in their order. */
  readonly tracks: readonly TrackSummary[];
  /** Write speeds that drive and medium offer, of user data, fastest first. */
  readonly writeSpeeds: readonly number[];
  /** Base speed of the family: CD 150, DVD 1385, BD 4496. */
  readonly baseSpeed: number;
  /** Manufacturer's identification of the medium, when the drive tells. */
  readonly mediaId: string | undefined;
}
