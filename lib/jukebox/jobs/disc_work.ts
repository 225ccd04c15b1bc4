/**
 * Working on the discs of a job, each in a drive, on as many drives as are useful at the same time.
 *
 * @module
 */

import type { DriveLease, DriveWish } from "../device/device.ts";
import { DiscLoading } from "./disc_loading.ts";
import type { DiscItem, DiscQueue } from "./disc_queue.ts";
import { JobDrives } from "./job_drives.ts";
import type { JobRun } from "./job_run.ts";
import { elsewhere, type LastOutcome, type Outcome, type Troubles } from "./outcome.ts";
import { isFull } from "./words_of.ts";

/** Drives a disc is tried in. */
const MOST_DRIVES = 3;

/** How the discs of a job are worked on. */
export interface DiscWork {
  /** Drives at the same time. */
  readonly atOnce: number;
  /** Drives that a disc can be worked on in. */
  readonly wish: (item: DiscItem) => DriveWish;
  /** Does it; the disc lies in the drive. */
  readonly handle: (item: DiscItem, lease: DriveLease) => Promise<Outcome>;
  /** A disc is about to be loaded; the returned function hears whether it was. */
  readonly onLoading?: (item: DiscItem) => (loaded: boolean) => void;
  /** A drive that spoils disc after disc is not used any more. */
  readonly suspicious?: boolean;
  /**
   * What becomes of a disc that no drive is left for; `failed`: drives have tried it, and have answered. Without
   * an outcome it is as it was.
   */
  readonly onGivenUp?: (item: DiscItem, why: string, failed: boolean) => Promise<LastOutcome | undefined>;
  /** How far the whole is has changed. */
  readonly onDone?: (item: DiscItem) => void;
}

/** Works until nothing is left to be done. */
export async function workOnDiscs(run: JobRun, queue: DiscQueue, work: DiscWork): Promise<Troubles> {
  const team = new Team(run, queue, work);
  const workers = Array.from({ length: Math.max(1, work.atOnce) }, () => team.work());
  const ends = await Promise.allSettled(workers);
  const failed = ends.find((end) => end.status === "rejected");
  run.checkHalt();
  if (failed !== undefined) throw failed.reason;
  return team.troubles;
}

class Team {
  readonly #run: JobRun;
  readonly #queue: DiscQueue;
  readonly #work: DiscWork;
  readonly #drives: JobDrives;
  readonly #loading: DiscLoading;
  #fatal: string | undefined;

  constructor(run: JobRun, queue: DiscQueue, work: DiscWork) {
    this.#run = run;
    this.#queue = queue;
    this.#work = work;
    this.#drives = new JobDrives(run);
    this.#loading = new DiscLoading(run);
  }

  get troubles(): Troubles {
    return { drives: this.#drives.troubles, fatal: this.#fatal };
  }

  async work(): Promise<void> {
    for (;;) {
      const item = await this.#queue.take();
      if (item === undefined) return;
      try {
        await this.#workOn(item);
      } catch (error) {
        // The others must not wait for what will not come.
        this.#queue.done(item, false);
        this.#queue.close();
        throw error;
      }
    }
  }

  async #workOn(item: DiscItem): Promise<void> {
    const wish = this.#drives.for(item, this.#work.wish(item));
    if (wish === undefined) return await this.#giveUp(item);
    const lease = await this.#run.device.lease(wish, { signal: this.#run.halt });
    try {
      this.#run.checkHalt();
      lease.activity = `job ${this.#run.id}, disc ${item.ordinal}`;
      await this.#inDrive(item, lease);
    } finally {
      lease.activity = null;
      await lease.release();
    }
  }

  async #inDrive(item: DiscItem, lease: DriveLease): Promise<void> {
    const tell = this.#work.onLoading?.(item);
    let trouble: Outcome | undefined;
    try {
      trouble = await this.#loading.load(item, lease);
    } catch (error) {
      tell?.(false);
      throw error;
    }
    tell?.(trouble === undefined);
    if (trouble?.step === "skipped") return await this.#giveUp(item, trouble);
    if (trouble !== undefined) return await this.#settle(item, lease.drive, trouble);
    let outcome: Outcome;
    try {
      outcome = await this.#work.handle(item, lease);
    } catch (error) {
      if (this.#run.halt.aborted || isFull(error)) {
        await this.#loading.unload(lease);
        throw error;
      }
      outcome = this.#unexpected(item, error);
    }
    const { step, words, protocol } = outcome;
    if (typeof step === "string") {
      const told = this.#run.disc(item.ordinal).step === "loading" ? "loading" : "unloading";
      this.#run.changeDisc(item.ordinal, {
        step: told,
        words,
        ...(protocol === undefined ? {} : { protocol }),
      });
    }
    const stuck = await this.#loading.unload(lease);
    const driveTrouble = outcome.driveTrouble ?? stuck;
    await this.#settle(
      item,
      lease.drive,
      driveTrouble === undefined ? outcome : { ...outcome, driveTrouble },
    );
  }

  /** The drive did not do what it is there for: the disc goes on elsewhere, from where it is now. */
  #unexpected(item: DiscItem, error: unknown): Outcome {
    this.#run.tools.log.error(2, "#", error);
    const touched = this.#run.disc(item.ordinal).step !== "loading" && item.stage === "work";
    return elsewhere(touched ? "settle" : item.stage, error);
  }

  async #settle(item: DiscItem, drive: number, outcome: Outcome): Promise<void> {
    const { step, driveTrouble, driveFailed = false, fatal } = outcome;
    if (driveTrouble !== undefined) this.#drives.lose(drive, driveTrouble);
    else if (driveFailed) this.#drives.count(drive, false);
    else if (this.#work.suspicious && item.stage === "work" && (step === "good" || step === "bad")) {
      this.#drives.count(drive, step === "good");
    }
    if (fatal !== undefined) {
      this.#fatal ??= fatal;
      this.#queue.close();
    }
    if (typeof step !== "string") {
      const failed = driveTrouble !== undefined || driveFailed;
      const next = { ...item, stage: step.again, except: failed ? [...item.except, drive] : item.except };
      const usable = this.#drives.for(next, this.#work.wish(next)) !== undefined;
      if (next.except.length >= MOST_DRIVES || !usable) return await this.#giveUp(next, outcome);
      return this.#queue.again(next);
    }
    this.#end(item, { ...outcome, step });
  }

  #end(item: DiscItem, { step, words, protocol }: LastOutcome): void {
    this.#run.changeDisc(item.ordinal, { step, words, ...(protocol === undefined ? {} : { protocol }) });
    if (words !== null) this.#run.log(step === "good" ? 5 : 2, `slot ${item.slot}: ${words}`);
    this.#queue.done(item, step === "good");
    this.#work.onDone?.(item);
  }

  async #giveUp(item: DiscItem, { words, driveFailed = false }: Partial<Outcome> = {}): Promise<void> {
    const why = words ?? "no drive is left for it";
    const outcome = await this.#work.onGivenUp?.(item, why, driveFailed);
    this.#end(item, outcome ?? { step: "skipped", words: why });
  }
}
