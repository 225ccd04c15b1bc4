/**
 * The source of a job as the main thread sees it.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import { Ring } from "../../ring/ring.ts";
import type { RecordEvent } from "../events.ts";
import { type Control, READER } from "../threads/control.ts";
import { JobThread } from "../threads/job_thread.ts";
import { failureOf } from "../threads/messages.ts";
import type { ReaderAnswer, ReaderTask, ReadResult, ReadTask, SourceFound } from "../threads/reader_tasks.ts";

/** Reads, on whatever thread. */
export interface SourceSide {
  /** Opens the source; rejects when it cannot be read. */
  open(): Promise<SourceFound>;
  /** Reads it into a ring; the result tells of failures. */
  read(task: Omit<ReadTask, "do">): Promise<ReadResult>;
  /** Nobody waits for it any more. */
  halt(): void;
  /** Gives back what is held; throws nothing. */
  close(): Promise<void>;
}

/** How a source is used. */
export interface SourceUse {
  /** Blocks that cannot be read become zeros; `undefined` where that is no choice. */
  readonly keepGoing: boolean | undefined;
  /** Tell of every command to a drive. */
  readonly trace: boolean;
}

/** A source that is opened by its name, on a thread of its own. */
export class NamedSource implements SourceSide {
  readonly #name: string;
  readonly #control: Control;
  readonly #use: SourceUse;
  // Until the contrary is known.
  #isDrive = true;
  readonly #thread: JobThread<ReaderTask, ReaderAnswer>;

  /** Starts the thread. */
  constructor(name: string, use: SourceUse, control: Control, tell: (event: RecordEvent) => void) {
    this.#name = name;
    this.#use = use;
    this.#control = control;
    const worker = new Worker(new URL("../threads/reader_worker.ts", import.meta.url), { type: "module" });
    this.#thread = new JobThread(worker, control.source, name === "-" ? "standard input" : name, tell);
  }

  /** As {@linkcode SourceSide.open}. */
  async open(): Promise<SourceFound> {
    const control = this.#control.words;
    const task = { do: "open", control, source: this.#name, ...this.#use } as const;
    const found = await this.#thread.ask(task) as SourceFound;
    this.#isDrive = found.kind === "drive";
    return found;
  }

  /** As {@linkcode SourceSide.read}. */
  async read(task: Omit<ReadTask, "do">): Promise<ReadResult> {
    try {
      return await this.#thread.ask({ do: "read", ...task }) as ReadResult;
    } catch (error) {
      this.#control.readerState = READER.failed;
      new Ring(task.ring).stop();
      return lostReader(error, this.#control.read, task.bytes);
    }
  }

  /** As {@linkcode SourceSide.halt}: the thread sees by itself that the ring is stopped, unless it hangs. */
  halt(): void {
    // Commands to a drive have timeouts of their own, and must not be left under way.
    if (!this.#isDrive) this.#thread.hurry();
  }

  /** As {@linkcode SourceSide.close}. */
  async close(): Promise<void> {
    try {
      if (!this.#thread.gone) await this.#thread.ask({ do: "close" });
    } catch {
      // What it still holds is closed below.
    }
    const descriptor = this.#control.source.letGo();
    if (descriptor !== undefined) libc()?.close(descriptor);
    this.#thread.end();
  }
}

function lostReader(error: unknown, blocks: number, wanted: number | undefined): ReadResult {
  const { message, hint } = failureOf(error);
  return {
    end: "failed",
    bytes: Math.min(blocks * BLOCK_BYTES, wanted ?? Infinity),
    message,
    hint,
    unreadable: [],
    goesOn: false,
    sha256: undefined,
    checksums: undefined,
  };
}
