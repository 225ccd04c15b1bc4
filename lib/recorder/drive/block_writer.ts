/**
 * Where the blocks of the ring go: onto the disc, or in a rehearsal nowhere at the recorder's speed.
 *
 * @module
 */

import { DeviceError } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { Drive } from "../../mmc/drive.ts";
import { pause } from "../../scsi/pause.ts";
import type { Outcome } from "../../scsi/device.ts";
import { SENSE_KEY, senseIs } from "../../scsi/sense.ts";
import type { RecordEvent } from "../events.ts";
import type { Control } from "../threads/control.ts";
import { News } from "./news.ts";
import type { BlockSink } from "./write_ring.ts";

/** How long a drive may answer that it is busy writing, in milliseconds. */
const BUSY_MS = 300_000;
/** First and longest pause before a write is repeated, in milliseconds. */
const PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;
/** What cannot be done after unsettling news. */
const GO_ON = "go on writing";

/** Not ready, long write in progress; not ready, operation in progress: the drive's buffer is full (MMC-6 6.45). */
function isFull({ sense }: Outcome): boolean {
  return senseIs(sense, 2, 4, 8) || senseIs(sense, 2, 4, 7);
}

/** Writes to the disc. Its write throws, or returns when the drive has taken the blocks or the user stops the job. */
export class DiscWriter implements BlockSink {
  readonly #drive: Drive;
  readonly #control: Control;
  readonly #tell: (event: RecordEvent) => void;
  readonly #news: News;

  /** The drive must be prepared by a recipe, which may have given it news to tell. */
  constructor(drive: Drive, control: Control, tell: (event: RecordEvent) => void) {
    this.#drive = drive;
    this.#news = new News(drive.device, [0x28, 0x29]);
    this.#control = control;
    this.#tell = tell;
  }

  /** Writes blocks; `false` when the user stopped the job before the drive had room for them. */
  write(block: number, from: Uint8Array): boolean {
    const outcome = this.#drive.tryWrite(block, from);
    this.#news.check(GO_ON);
    if (outcome.good && outcome.transferred === from.length) return true;
    return this.#repeat(block, from, outcome);
  }

  #repeat(block: number, from: Uint8Array, first: Outcome): boolean {
    let outcome = first;
    let told = 0;
    for (let waited = 0, wait = PAUSE_MS; isFull(outcome) && waited < BUSY_MS; waited += wait) {
      if (this.#control.stopped) return false;
      pause(wait);
      wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
      const seconds = Math.floor(waited / 1000);
      if (seconds > told) this.#tell({ event: "waiting", what: "write on", seconds, fraction: undefined });
      told = seconds;
      outcome = this.#drive.tryWrite(block, from);
      this.#news.check(GO_ON);
    }
    if (outcome.good && outcome.transferred === from.length) return true;
    this.#discount(block, outcome);
    throw this.#error(block, from, outcome);
  }

  /** A drive may have taken blocks long before it fails to put one of them on the disc. */
  #discount(block: number, { sense }: Outcome): void {
    const isFailure = sense?.key === SENSE_KEY.medium || sense?.key === SENSE_KEY.hardware;
    const bad = sense?.information;
    if (!isFailure || bad === undefined || bad >= block) return;
    this.#control.written = Math.max(0, this.#control.written - (block - bad));
  }

  #error(block: number, from: Uint8Array, outcome: Outcome): DeviceError {
    const { device } = this.#drive;
    const count = from.length / BLOCK_BYTES;
    const attempted = count === 1 ? `write block ${block}` : `write the ${count} blocks from block ${block}`;
    if (!outcome.good) return device.errorOf(attempted, Uint8Array.of(0x2a), outcome);
    const moved = `only ${outcome.transferred} of ${from.length} bytes were moved`;
    return new DeviceError(device.name, `Cannot ${attempted} on ${device.name}: ${moved}`);
  }
}

/** Takes blocks as fast as a recorder would. */
export class Rehearsal implements BlockSink {
  readonly #bytesPerMs: number;
  readonly #control: Control;
  #began = 0;
  #bytes = 0;

  /** `speed` in kB/s; as fast as can be when it is not known. */
  constructor(speed: number | undefined, control: Control) {
    this.#bytesPerMs = speed ?? Infinity;
    this.#control = control;
  }

  /** The same as {@linkcode DiscWriter.write}. */
  write(_block: number, from: Uint8Array): boolean {
    if (this.#bytes === 0) this.#began = performance.now();
    this.#bytes += from.length;
    const due = this.#began + this.#bytes / this.#bytesPerMs;
    for (let rest = due - performance.now(); rest > 0; rest = due - performance.now()) {
      if (this.#control.stopped) return false;
      this.#control.target.alive();
      pause(Math.min(rest, 100));
    }
    return true;
  }
}
