/**
 * What a recording job can be told.
 *
 * @module
 */

import type { RecordEvent } from "./events.ts";

/** Bytes that are made in this program while they are recorded. */
export interface StreamSource {
  /** The bytes. */
  readonly stream: ReadableStream<Uint8Array>;
  /** How many there are, when that is known. */
  readonly bytes?: number;
  /** What to call it in messages. */
  readonly name?: string;
}

/** How tracks are written, where the medium leaves a choice. */
export type WriteMode = "auto" | "track" | "disc";

/** Options of {@linkcode record}. */
export interface RecordOptions {
  /** A file, partition or device by its name, `-` for standard input, or a stream. */
  readonly source: string | StreamSource;
  /** The recorder: `/dev/sr0`, `iscsi://…`, `virtual:PATH`, … */
  readonly target: string;
  /**
   * Read every block back and compare.
   * @default {false}
   */
  readonly verify?: boolean;
  /**
   * Do everything but record: with the drive's test mode, or without touching the medium where it has none.
   * @default {false}
   */
  readonly preview?: boolean;
  /** Speed as a multiple of the family's base speed; the fastest that drive and medium allow when absent. */
  readonly speed?: number;
  /**
   * Size of the ring in bytes.
   * @default {67108864}
   */
  readonly buffer?: number;
  /** Bytes to record, where the source does not know; also cuts a longer source off. */
  readonly size?: number;
  /**
   * Leave the disc appendable.
   * @default {false}
   */
  readonly multi?: boolean;
  /**
   * `track` is track-at-once or incremental, `disc` session-at-once or disc-at-once.
   * @default {"auto"}
   */
  readonly mode?: WriteMode;
  /**
   * Record zeros for blocks of the source that cannot be read.
   * @default {false}
   */
  readonly keepGoing?: boolean;
  /**
   * Eject the disc at the end.
   * @default {false}
   */
  readonly eject?: boolean;
  /** Where to write down what was recorded, as JSON. */
  readonly recordFile?: string;
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
  /** How long an image is, from its first 64 KiB; `undefined` when they are of no image. */
  readonly imageBytes?: (head: Uint8Array) => number | undefined;
  /** Hears what happens. */
  readonly onEvent?: (event: RecordEvent) => void;
  /** Ends the job in order: the disc is left in a state that is told. */
  readonly signal?: AbortSignal;
}
