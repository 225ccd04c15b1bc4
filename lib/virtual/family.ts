/**
 * What differs from one family of media to the next: the rules of writing, and how the disc is described.
 *
 * @module
 */

import type { Machine } from "./machine.ts";
import { refuse, SENSE } from "./sense.ts";

/** A track as READ TRACK INFORMATION describes it (MMC-6 6.26). Addresses and lengths in blocks. */
export interface TrackView {
  /** From 1. */
  readonly number: number;
  /** From 1. */
  readonly session: number;
  /** Logical block address of its first block. */
  readonly first: number;
  /** All its blocks, recorded or not. */
  readonly size: number;
  /** Next writable address; `undefined` when nothing can be written to it. */
  readonly next: number | undefined;
  /** Blocks that can still be written. */
  readonly free: number;
  /** Last recorded address, where the drive tells it. */
  readonly lastRecorded: number | undefined;
  /** Nothing was recorded in it. */
  readonly blank: boolean;
  /** It was set aside and is not closed. */
  readonly reserved: boolean;
  /** Packet or incremental. */
  readonly packet: boolean;
  /** Only whole packets can be written. */
  readonly fixedPacket: boolean;
  /** Blocks of a packet. */
  readonly packetSize: number;
  /** Its recording broke off. */
  readonly damaged: boolean;
  /** It holds music. */
  readonly audio: boolean;
  /** It can be read by its number in READ TOC. */
  readonly inToc: boolean;
}

/** The disc as READ DISC INFORMATION describes it (MMC-6 6.21). */
export interface DiscView {
  /** 0 empty, 1 appendable, 2 finalised, 3 others. */
  readonly status: 0 | 1 | 2 | 3;
  /** 0 empty, 1 incomplete, 3 complete. */
  readonly lastSession: 0 | 1 | 3;
  /** Number of sessions, the open one included. */
  readonly sessions: number;
  /** Number of the first track of the last session. */
  readonly firstTrackInLast: number;
  /** Number of its last track, the invisible one included. */
  readonly lastTrackInLast: number;
}

/** One line of READ FORMAT CAPACITIES (MMC-6 6.23). */
export interface FormatChoice {
  /** Size of the formatted disc. */
  readonly blocks: number;
  /** Format type, as FORMAT UNIT takes it. */
  readonly type: number;
  /** Type dependent parameter. */
  readonly parameter: number;
}

/** What FORMAT UNIT asks for (MMC-6 6.4). */
export interface FormatRequest extends FormatChoice {
  /** How, where a type leaves a choice. */
  readonly subtype: number;
}

/** The rules of one family. Everything that is not allowed ends in a refusal. */
export interface Family {
  /** Profile number now (MMC-6 5.3.1). */
  profile(m: Machine): number;
  /** All tracks, the invisible or incomplete one last. */
  tracks(m: Machine): TrackView[];
  /** The disc as a whole. */
  disc(m: Machine): DiscView;
  /** Blocks READ CAPACITY tells; at least 1. */
  readable(m: Machine): number;
  /** Refuses a read. */
  checkRead(m: Machine, block: number, count: number): void;
  /** Refuses a write, or makes everything ready for it. */
  prepareWrite(m: Machine, block: number, count: number): void;
  /** So many blocks were taken. */
  wrote(m: Machine, block: number, count: number): void;
  /** Everything taken is on the medium: SYNCHRONIZE CACHE. */
  flush(m: Machine): void;
  /** The buffer ran empty and the drive could not go on. */
  spoil(m: Machine): void;
  /** CLOSE TRACK/SESSION. */
  close(m: Machine, closeFunction: number, track: number): void;
  /** RESERVE TRACK. */
  reserve(m: Machine, blocks: number): void;
  /** SEND CUE SHEET. */
  cueSheet(m: Machine, sheet: Uint8Array): void;
  /** BLANK with a blanking type (MMC-6 6.2). */
  blank(m: Machine, type: number): void;
  /** What READ FORMAT CAPACITIES offers. */
  formats(m: Machine): FormatChoice[];
  /** Formats. Returns true where the drive is ready again before the format is over. */
  format(m: Machine, request: FormatRequest): boolean;
  /** What was lost when the drive lost power: takes the length of the data file into account. */
  recover(m: Machine): void;
}

/** What a medium can do of which no family says otherwise: nothing. */
export const nothing: Pick<
  Family,
  "flush" | "spoil" | "close" | "reserve" | "cueSheet" | "blank" | "formats" | "format" | "recover"
> = {
  flush() {},
  spoil() {},
  close: () => refuse(SENSE.incompatibleMedium),
  reserve: () => refuse(SENSE.incompatibleMedium),
  cueSheet: () => refuse(SENSE.incompatibleMedium),
  blank: () => refuse(SENSE.incompatibleMedium),
  formats: () => [],
  format: () => refuse(SENSE.cannotFormat),
  recover() {},
};
