/**
 * Recording straight onto a virtual drive: no ring, no threads, only a recipe and a loop that writes.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../lib/mmc/block_range.ts";
import { Drive } from "../../lib/mmc/drive.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import type { MediumSummary } from "../../lib/mmc/medium.ts";
import type { JobNotice, RecordEvent, Waiting } from "../../lib/recorder/events.ts";
import type { WriteMode } from "../../lib/recorder/options.ts";
import { chooseRecipe, type Recipe, type RecipeJob, type Written } from "../../lib/recorder/recipe.ts";
import { sendWhenReady } from "../../lib/recorder/recipes/steps/waiting.ts";
import type { Transport } from "../../lib/scsi/transport.ts";
import type { DriveBehaviour } from "../../lib/virtual/behaviour.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

/** A clock on which every look takes a second, so that minutes pass at once. */
export function hastyClock(): { now(): number; sleep(milliseconds: number): void } {
  let time = 0;
  return {
    now: () => time += 1000,
    sleep: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** A disc in a file that goes away with the test, and the drive it is in. */
export interface Rig extends Disposable {
  readonly path: string;
  drive: Drive;
  /** Takes the disc out and puts it back, into a drive that has forgotten everything. */
  reload(wrap?: (transport: Transport) => Transport): void;
}

/** Makes a blank disc and opens its drive. */
export function rigOf(
  media: string,
  behaviour: Partial<DriveBehaviour> = {},
  wrap: (transport: Transport) => Transport = (transport) => transport,
): Rig {
  const folder = tempFolder();
  const path = folder.at("disc");
  createVirtualDisc(path, { media, drive: behaviour });
  const open = (how = wrap) => new Drive(how(openVirtualDrive(path, { clock: hastyClock() })));
  return {
    path,
    drive: open(),
    reload(how) {
      this.drive.close();
      this.drive = open(how);
    },
    [Symbol.dispose]() {
      this.drive.close();
      folder[Symbol.dispose]();
    },
  };
}

/** What is recorded, and how. */
export interface Order {
  /** Blocks of the source. */
  readonly blocks: number;
  /** The recipe is told how many there are. @default {true} */
  readonly sizeKnown?: boolean;
  /** Tells recordings apart. @default {1} */
  readonly seed?: number;
  readonly mode?: WriteMode;
  readonly multi?: boolean;
  readonly preview?: boolean;
  /** Changes the recipe before it is used. */
  readonly mutate?: (recipe: Recipe) => Recipe;
  /** Blocks of one write. @default {64} */
  readonly atOnce?: number;
}

/** A recording in progress. */
export class Recording {
  readonly recipe: Recipe;
  readonly job: RecipeJob;
  readonly events: RecordEvent[] = [];
  /** The blocks of the source, padded. */
  readonly padded: number;
  firstBlock = 0;
  readonly #order: Order;

  constructor(drive: Drive, order: Order) {
    const { mode = "auto", multi = false, preview = false, sizeKnown = true } = order;
    const medium = mediumIn(drive);
    const chosen = chooseRecipe(medium, drive, mode, sizeKnown ? order.blocks : undefined, multi);
    if (typeof chosen === "string") throw new Error(chosen);
    this.recipe = order.mutate?.(chosen) ?? chosen;
    const { blockMultiple } = this.recipe;
    this.padded = Math.ceil(order.blocks / blockMultiple) * blockMultiple;
    this.#order = order;
    const blocks = sizeKnown ? this.padded : undefined;
    assertEquals(this.recipe.refuse({ medium, blocks, multi, preview }), []);
    this.job = {
      drive,
      medium,
      blocks,
      multi,
      preview,
      mode,
      tell: (event) => this.events.push(event),
      stopped: () => false,
    };
  }

  /** Begins, and writes blocks of the source: all of them, or the first so many. */
  write(upTo = this.padded): Written {
    return this.writeWith(this.job.drive, upTo);
  }

  /** The same, through a drive that is not quite what it should be. */
  writeWith(drive: Drive, upTo = this.padded): Written {
    const { blocks, seed = 1, atOnce = 64 } = this.#order;
    this.firstBlock = this.recipe.start(this.job);
    for (let at = 0; at < upTo; at += atOnce) {
      const count = Math.min(atOnce, upTo - at);
      const data = patternOf(seed, at, count, blocks);
      sendWhenReady(this.job, "take more data", () => drive.write(this.firstBlock + at, data));
    }
    return { firstBlock: this.firstBlock, blocks: upTo };
  }

  /** All of it. */
  run(): this {
    this.recipe.finish(this.job, this.write());
    return this;
  }

  /** What was told as notices. */
  get notices(): string[] {
    return this.events.filter((event): event is JobNotice => event.event === "notice").map((e) => e.message);
  }

  /** What was waited for. */
  get waits(): Waiting[] {
    return this.events.filter((event): event is Waiting => event.event === "waiting");
  }
}

/** Records everything. */
export function recordOnto(drive: Drive, order: Order): Recording {
  return new Recording(drive, order).run();
}

/** What is in the drive. */
export function mediumIn(drive: Drive): MediumSummary {
  const medium = examineMedium(drive);
  assert(medium !== undefined, "there is no medium");
  return medium;
}

/** Blocks that say which they are; zeros behind the last of the source. */
export function patternOf(seed: number, first: number, count: number, blocks: number): Uint8Array {
  const bytes = new Uint8Array(count * BLOCK_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count && first + i < blocks; i++) {
    bytes.fill(seed * 31 + first + i, i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES);
    view.setUint32(i * BLOCK_BYTES, seed);
    view.setUint32(i * BLOCK_BYTES + 4, first + i);
  }
  return bytes;
}

/** Fails unless the first so many blocks of a source stand on the disc; returns how many are like it otherwise. */
export function assertRecorded(
  drive: Drive,
  { firstBlock, padded }: Pick<Recording, "firstBlock" | "padded">,
  { blocks, seed = 1 }: Pick<Order, "blocks" | "seed">,
  upTo = padded,
): void {
  assertEquals(differences(drive, { firstBlock, padded: upTo }, { blocks, seed }), []);
}

/** Blocks of a recording that cannot be read or are not as they were written, counted from its first. */
export function differences(
  drive: Drive,
  { firstBlock, padded }: Pick<Recording, "firstBlock" | "padded">,
  { blocks, seed = 1 }: Pick<Order, "blocks" | "seed">,
): number[] {
  const found: number[] = [];
  const block = new Uint8Array(BLOCK_BYTES);
  for (let i = 0; i < padded; i++) {
    const expected = patternOf(seed, i, 1, blocks);
    const good = drive.tryRead(firstBlock + i, block).good;
    if (!good || !block.every((byte, at) => byte === expected[at])) found.push(i);
  }
  return found;
}
