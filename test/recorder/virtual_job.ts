/**
 * Recording jobs on the virtual drive, as the tests of the job use them.
 *
 * @module
 */

import type { RecordEvent } from "../../lib/recorder/events.ts";
import type { RecordOptions } from "../../lib/recorder/options.ts";
import { record } from "../../lib/recorder/record.ts";
import { RecordError, type RecordReport } from "../../lib/recorder/report.ts";
import type { DriveBehaviour } from "../../lib/virtual/behaviour.ts";
import { addFault, createVirtualDisc, readVirtualDisc } from "../../lib/virtual/create.ts";
import type { Fault } from "../../lib/virtual/faults.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { Random } from "../support/random.ts";
import type { TempFolder } from "../support/temp.ts";

/** Bytes of a block. */
export const BLOCK = 2048;

/** What a job is to be like. */
export interface VirtualJob {
  /** Word of the medium. */
  readonly media?: string;
  /** Bytes of the source. */
  readonly bytes?: number;
  /** How the drive behaves. */
  readonly drive?: Partial<DriveBehaviour>;
  /** What goes wrong. */
  readonly faults?: readonly Fault[];
  /** Tells discs and sources of one folder apart. */
  readonly name?: string;
}

/** A source and a blank disc. */
export class Rig {
  /** The source. */
  readonly source: string;
  /** Its bytes. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The file that holds the disc. */
  readonly disc: string;
  /** The drive by its name. */
  readonly target: string;
  /** What the latest job told. */
  events: RecordEvent[] = [];

  /** Makes both. */
  constructor(dir: TempFolder, job: VirtualJob = {}) {
    const { media = "bd-r", bytes = 1_000_001, drive = {}, faults = [], name = "" } = job;
    this.source = dir.at(`source${name}`);
    this.bytes = noise(bytes, bytes);
    Deno.writeFileSync(this.source, this.bytes);
    this.disc = dir.at(`disc${name}`);
    this.target = `virtual:${this.disc}`;
    createVirtualDisc(this.disc, { media, drive });
    for (const fault of faults) addFault(this.disc, fault);
  }

  /** Records. The ring is small, so that both threads are at work at the same time. */
  async record(options: Partial<RecordOptions> = {}): Promise<RecordReport> {
    this.events = [];
    const { onEvent } = options;
    return await record({
      source: this.source,
      target: this.target,
      buffer: 4 * 256 * 1024,
      ...options,
      onEvent: (event) => {
        this.events.push(event);
        onEvent?.(event);
      },
    });
  }

  /** Records, and gives the error that ends the job. */
  async fails(options: Partial<RecordOptions> = {}): Promise<RecordError> {
    try {
      await this.record(options);
    } catch (error) {
      if (error instanceof RecordError) return error;
      throw error;
    }
    throw new Error("the job did not fail");
  }

  /** Events of one kind. */
  told<Kind extends RecordEvent["event"]>(kind: Kind): Extract<RecordEvent, { event: Kind }>[] {
    return this.events.filter((event) => event.event === kind) as Extract<RecordEvent, { event: Kind }>[];
  }

  /** Fails unless so many blocks of the source stand on the disc. */
  assertHolds(firstBlock: number, blocks: number): void {
    assert(blocks <= Math.ceil(this.bytes.length / BLOCK) + 32, "more blocks than there are");
    assertEquals(firstDifference(this.disc, firstBlock, this.bytes, blocks), undefined);
  }

  /** Fails if the drive was left with the disc locked in. */
  assertUnlocked(): void {
    assertEquals(readVirtualDisc(this.disc).locked, false, "the disc is locked in");
  }
}

/** Bytes that look random; quick, as tests need many. */
export function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(length / 4) * 4);
  const words = new Int32Array(bytes.buffer);
  let state = new Random(seed).below(2 ** 31) | 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return bytes.subarray(0, length);
}

/** The first block of a disc that is not as in the source, zeros behind its end. */
export function firstDifference(
  disc: string,
  firstBlock: number,
  source: Uint8Array,
  blocks: number,
): number | undefined {
  const from = firstBlock * BLOCK;
  const data = Deno.readFileSync(disc).subarray(from, from + blocks * BLOCK);
  for (let i = 0; i < blocks * BLOCK; i++) {
    if (data[i] !== (source[i] ?? 0)) return Math.floor(i / BLOCK);
  }
  return undefined;
}
