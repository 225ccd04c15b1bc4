/**
 * Getting the discs of a job into drives and out again.
 *
 * @module
 */

import type { DriveLease } from "../device/device.ts";
import { JukeboxError } from "../errors.ts";
import type { DriveStatus } from "../model.ts";
import type { DiscItem } from "./disc_queue.ts";
import type { JobRun } from "./job_run.ts";
import { elsewhere, type Outcome } from "./outcome.ts";
import { isFull, wordsOf } from "./words_of.ts";

/** How often a disc is asked for that another drive still has, and how long, in milliseconds. */
const TRY_AGAIN_MS = 500;
const LONGEST_WAIT_MS = 120_000;

/** Loads and unloads for one job. */
export class DiscLoading {
  readonly #run: JobRun;
  /** Since when a disc cannot be had, by ordinal. */
  readonly #since = new Map<number, number>();

  /** Nothing is loaded. */
  constructor(run: JobRun) {
    this.#run = run;
  }

  /** Loads a disc; returns what came of it when that cannot be done. */
  async load(item: DiscItem, lease: DriveLease): Promise<Outcome | undefined> {
    const { halt, tools, device } = this.#run;
    const slot = device.slots().find(({ kind, number }) => kind === "slot" && number === item.slot);
    const facts = { disc: slot?.disc?.id ?? null, barcode: slot?.disc?.barcode ?? slot?.barcode ?? null };
    const change = item.stage === "work" ? { step: "loading", ...facts } as const : {};
    this.#run.changeDisc(item.ordinal, { drive: lease.drive, ...change });
    try {
      await this.#takeOut(item, lease);
      await lease.load(item.slot, { signal: halt });
      this.#since.delete(item.ordinal);
      return undefined;
    } catch (error) {
      this.#run.checkHalt();
      if (isFull(error)) throw error;
      tools.log.error(2, "#", error);
      const words = wordsOf(error);
      if (isBusy(error) && !this.#isReserved(item)) return await this.#later(item, words);
      if (this.#drive(lease)?.duty === "failed") {
        return { step: { again: item.stage }, words, driveTrouble: words };
      }
      // What the jukebox refuses is about the disc or its slot; all else is about the drive or the robot.
      if (error instanceof JukeboxError && error.kind !== "failed") return { step: "skipped", words };
      return elsewhere(item.stage, error);
    }
  }

  /** Takes the disc back to its slot; returns why it is still in the drive. */
  async unload(lease: DriveLease): Promise<string | undefined> {
    try {
      await lease.unload();
      return undefined;
    } catch (error) {
      this.#run.tools.log.error(2, "#", error);
      const words = wordsOf(error);
      this.#run.log(2, words);
      return words;
    }
  }

  /** A disc that was left in the drive may be what another drive is waiting for. */
  async #takeOut({ slot }: DiscItem, lease: DriveLease): Promise<void> {
    const { disc = null, slot: home = null } = this.#drive(lease) ?? {};
    if (disc !== null && home !== slot) await lease.unload();
  }

  #drive({ drive }: DriveLease): DriveStatus | undefined {
    return this.#run.device.status().drives.find(({ number }) => number === drive);
  }

  #isReserved({ slot }: DiscItem): boolean {
    const { drives } = this.#run.device.status();
    return drives.some((drive) => drive.slot === slot && drive.duty === "reserved");
  }

  /** The disc is in a drive that is about to give it back. */
  async #later(item: DiscItem, words: string): Promise<Outcome> {
    const now = performance.now();
    const since = this.#since.get(item.ordinal) ?? now;
    this.#since.set(item.ordinal, since);
    if (now - since > LONGEST_WAIT_MS) return { step: "skipped", words };
    await this.#run.tools.bell.waitFor(TRY_AGAIN_MS);
    return { step: { again: item.stage }, words };
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof JukeboxError && error.kind === "busy";
}
