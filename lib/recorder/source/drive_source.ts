/**
 * A disc in a drive as the source of a job.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { addBlock, BLOCK_BYTES, type BlockRange } from "../../mmc/block_range.ts";
import type { Drive } from "../../mmc/drive.ts";
import { examineMedium } from "../../mmc/examine.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { waitUntilReady } from "../../mmc/wait.ts";
import { readCarefully } from "../careful_read.ts";
import { News } from "../drive/news.ts";
import { openDrive, SPIN_UP_MS } from "../drive/open_drive.ts";
import { readingTrouble } from "../drive/reading_trouble.ts";
import type { RecordEvent } from "../events.ts";
import type { SideControl } from "../threads/side_control.ts";
import { HEAD_BYTES, type Reading, type Source } from "./source.ts";
import { copyLength, recordedTracks } from "./track_extent.ts";

/** Blocks at the end of a track-at-once track that only let the laser stop, and cannot be read. */
const RUN_OUT_BLOCKS = 2;

/** Opens a drive and finds out what is to be copied of its disc. */
export function openDriveSource(
  name: string,
  side: SideControl,
  reading: Reading,
  tell: (event: RecordEvent) => void,
): Source {
  const drive = openDrive(name, "source", side, tell, { readOnly: true, trace: reading.trace });
  try {
    const medium = examineMedium(drive, () => reading.waiting());
    if (medium === undefined) throw new DiscglowError(`Cannot copy the disc in ${name}: there is none`);
    waitUntilReady(drive, { timeout: SPIN_UP_MS, what: "find the disc", stopped: () => reading.waiting() });
    tell({ event: "medium", role: "source", medium });
    return new DriveSource(name, drive, tracksOf(drive, medium), reading);
  } catch (error) {
    drive.close();
    throw error;
  }
}

function tracksOf(drive: Drive, medium: MediumSummary): BlockRange[] {
  const tracks = recordedTracks(drive.name, medium);
  if (medium.family !== "cd" && !medium.name.startsWith("CD")) return tracks;
  return tracks.map((track) => {
    const runOut = track.first + track.count - RUN_OUT_BLOCKS;
    const one = new Uint8Array(BLOCK_BYTES);
    if (track.count <= RUN_OUT_BLOCKS || drive.tryRead(runOut, one).good) return track;
    return drive.tryRead(runOut + 1, one).good ? track : { ...track, count: track.count - RUN_OUT_BLOCKS };
  });
}

class DriveSource implements Source {
  readonly name: string;
  readonly kind = "drive";
  readonly bytes: number;
  readonly repeatable = true;
  readonly unreadable: BlockRange[] = [];
  readonly #drive: Drive;
  readonly #tracks: readonly BlockRange[];
  readonly #reading: Reading;
  readonly #mostBlocks: number;
  readonly #news: News;
  #block = 0;

  constructor(name: string, drive: Drive, tracks: readonly BlockRange[], reading: Reading) {
    this.name = name;
    this.#drive = drive;
    this.#tracks = tracks;
    this.#reading = reading;
    this.bytes = copyLength(tracks) * BLOCK_BYTES;
    this.#mostBlocks = Math.max(1, Math.floor(drive.device.maxTransfer / BLOCK_BYTES));
    this.#news = new News(drive.device, [0x28]);
  }

  head(): Uint8Array {
    const head = new Uint8Array(Math.min(HEAD_BYTES, this.bytes));
    const got = this.read(head) ?? 0;
    this.rewind();
    return head.subarray(0, got);
  }

  read(into: Uint8Array): number | undefined {
    if (this.#reading.waiting()) return undefined;
    const end = this.bytes / BLOCK_BYTES;
    const wanted = Math.min(Math.floor(into.length / BLOCK_BYTES), this.#mostBlocks, end - this.#block);
    if (wanted <= 0) return 0;
    const track = this.#tracks.find(({ first, count }) => this.#block < first + count);
    const inTrack = track !== undefined && this.#block >= track.first;
    const stop = track === undefined ? end : inTrack ? track.first + track.count : track.first;
    const count = Math.min(wanted, stop - this.#block);
    const bytes = count * BLOCK_BYTES;
    const part = bytes === into.length ? into : into.subarray(0, bytes);
    if (inTrack) this.#readTrack(part);
    else part.fill(0);
    this.#block += count;
    return bytes;
  }

  rewind(): void {
    this.#block = 0;
    this.unreadable.length = 0;
  }

  goesOn(): boolean {
    return this.#block * BLOCK_BYTES < this.bytes;
  }

  [Symbol.dispose](): void {
    this.#drive.close();
  }

  #readTrack(part: Uint8Array): void {
    readCarefully((block, into) => this.#tryRead(block, into), this.#block, part, (block, reason) => {
      if (this.#reading.keepGoing !== true) throw this.#error(block, reason);
      addBlock(this.unreadable, block);
    });
    this.#news.check("go on reading");
  }

  #error(block: number, reason: string): DiscglowError {
    const advice = { hint: "--keep-going records zeros instead of blocks that cannot be read" };
    const isChoice = this.#reading.keepGoing === false;
    return new DiscglowError(`Cannot read block ${block} on ${this.name}: ${reason}`, isChoice ? advice : {});
  }

  #tryRead(block: number, into: Uint8Array): string | undefined {
    return readingTrouble(this.#drive, block, this.#drive.tryRead(block, into));
  }
}
