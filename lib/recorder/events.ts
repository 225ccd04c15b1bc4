/**
 * What a job tells while it runs; one union for people's lines, for JSON lines and for programs.
 *
 * @module
 */

import type { BlockRange } from "../mmc/block_range.ts";
import type { MediumSummary } from "../mmc/medium.ts";

/** What the job is doing. */
export type Phase = "recording" | "comparing" | "copying";

/** Something that happened. */
export type RecordEvent =
  | DeviceFound
  | MediumFound
  | Planned
  | SpeedGranted
  | BufferFilled
  | ProgressMade
  | Waiting
  | UnreadableBlocks
  | Recorded
  | Readable
  | Compared
  | Left
  | Trouble
  | JobNotice
  | Traced;

/** A drive has answered. */
export interface DeviceFound {
  /** Tells events apart. */
  readonly event: "device";
  /** What it is to the job. */
  readonly role: "source" | "target";
  /** The device as named. */
  readonly name: string;
  /** `CD-drive`, `DVD-drive`, `BD-drive` by the media it takes; `drive` when that is not known. */
  readonly kind?: string;
  /** Who made it. */
  readonly vendor: string;
  /** What it is called. */
  readonly product: string;
  /** Version of its firmware. */
  readonly revision: string;
}

/** What lies in a drive. */
export interface MediumFound {
  /** Tells events apart. */
  readonly event: "medium";
  /** What it is to the job. */
  readonly role: "source" | "target";
  /** What lies in it. */
  readonly medium: MediumSummary;
}

/** What is going to be recorded, and how. */
export interface Planned {
  /** Tells events apart. */
  readonly event: "planned";
  /** Blocks of 2048 bytes, padding included; `undefined` when the source ends when it ends. */
  readonly blocks: number | undefined;
  /** Bytes of the source, likewise. */
  readonly bytes: number | undefined;
  /** Logical block address of the first block. */
  readonly firstBlock: number;
  /** The recipe, such as `DVD+R sequential`. */
  readonly recipe: string;
  /** Nothing stays on the disc. */
  readonly preview: boolean;
}

/** The drive has said how fast it is going to write. */
export interface SpeedGranted {
  /** Tells events apart. */
  readonly event: "speed";
  /** Asked for, in kB/s (1000 bytes); `undefined` for the fastest. */
  readonly requested: number | undefined;
  /** Granted, in kB/s; `undefined` when the drive does not say. */
  readonly granted: number | undefined;
  /** The granted speed as a multiple of the family's base speed. */
  readonly factor: number | undefined;
}

/** The ring is as full as it is to be before the first write. */
export interface BufferFilled {
  /** Tells events apart. */
  readonly event: "buffer";
  /** So many bytes. */
  readonly bytes: number;
  /** Of the whole ring, 0 to 100. */
  readonly percent: number;
}

/** So far has it come. */
export interface ProgressMade {
  /** Tells events apart. */
  readonly event: "progress";
  /** What the job is doing. */
  readonly phase: Phase;
  /** So many bytes. */
  readonly bytes: number;
  /** Of so many bytes, where that is known. */
  readonly total: number | undefined;
  /** How full the ring is, 0 to 100. */
  readonly bufferPercent: number;
}

/** The drive works and the job waits for it. Told again while it lasts. */
export interface Waiting {
  /** Tells events apart. */
  readonly event: "waiting";
  /** Such as `close the session`. */
  readonly what: string;
  /** Seconds since it began. */
  readonly seconds: number;
  /** 0 to 1 where the drive says. */
  readonly fraction: number | undefined;
}

/** Blocks of the source that stand as zeros on the disc. */
export interface UnreadableBlocks {
  /** Tells events apart. */
  readonly event: "unreadable";
  /** Which blocks. */
  readonly ranges: readonly BlockRange[];
}

/** The recording is over and the drive has all of it. */
export interface Recorded {
  /** Tells events apart. */
  readonly event: "recorded";
  /** How many blocks. */
  readonly blocks: number;
  /** How long it took, from the first to the last write. */
  readonly seconds: number;
  /** 0 to 100; `undefined` when the source was at its end before the first write. */
  readonly lowestFill: number | undefined;
  /** How often the ring was empty when a block was due. */
  readonly underruns: number;
}

/** The disc can be read. */
export interface Readable {
  /** Tells events apart. */
  readonly event: "readable";
}

/** Every block was read back. */
export interface Compared {
  /** Tells events apart. */
  readonly event: "compared";
  /** How many blocks. */
  readonly blocks: number;
  /** How many of them are not as they should be. */
  readonly different: number;
  /** Which blocks. */
  readonly ranges: readonly BlockRange[];
  /** Blocks that could not be read back; they count as different too. */
  readonly unreadable: readonly BlockRange[];
  /** Where the source's first block stands: the ranges are addresses of the disc. */
  readonly firstBlock?: number;
}

/** How the job leaves the disc. */
export interface Left {
  /** Tells events apart. */
  readonly event: "disc";
  /** One sentence without a final period. */
  readonly words: string;
  /** What lies in it. */
  readonly medium: MediumSummary | undefined;
}

/** One of the two sides failed; the other says its own. */
export interface Trouble {
  /** Tells events apart. */
  readonly event: "trouble";
  /** Which side says it. */
  readonly side: "source" | "target";
  /** One sentence without a final period. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | undefined;
}

/** Something worth knowing. */
export interface JobNotice {
  /** Tells events apart. */
  readonly event: "notice";
  /** One sentence without a final period. */
  readonly message: string;
}

/** A command that was sent to a drive, and what came back; only when it was asked for. */
export interface Traced {
  /** Tells events apart. */
  readonly event: "trace";
  /** One line. */
  readonly line: string;
}
