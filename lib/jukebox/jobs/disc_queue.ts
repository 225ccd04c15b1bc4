/**
 * The discs of a job that are still to be worked on, handed out one after the other.
 *
 * @module
 */

import { LAST_STEPS } from "../database/volumes.ts";
import type { JobDisc, SlotStatus } from "../model.ts";
import type { JobRun } from "./job_run.ts";

/** What is to be done with a disc. */
export type DiscStage =
  /** All of it. */
  | "work"
  /** Nobody knows what became of it: it is looked at, and compared where something is on it. */
  | "settle"
  /** It was recorded, and is compared. */
  | "compare";

/** A disc of a job, as it is handed out. */
export interface DiscItem {
  readonly ordinal: number;
  readonly slot: number;
  readonly stage: DiscStage;
  /** Drives that are not to be used for it. */
  readonly except: readonly number[];
}

/** Options of {@linkcode DiscQueue}. */
export interface DiscQueueOptions {
  /** How many good discs are wanted; `null` for all there are. */
  readonly wanted: number | null;
  /** The next slot that could be used, when those of the job are used up. */
  readonly more?: (tried: ReadonlySet<number>) => SlotStatus | undefined;
}

/** The discs of one job. */
export class DiscQueue {
  readonly #run: JobRun;
  readonly #options: DiscQueueOptions;
  #waiting: DiscItem[];
  readonly #underway = new Set<number>();
  #good: number;
  #closed = false;

  /** Takes the discs of the job that are not done; those that were interrupted come first. */
  constructor(run: JobRun, options: DiscQueueOptions) {
    this.#run = run;
    this.#options = options;
    const discs = run.discs();
    this.#good = discs.filter(({ step }) => step === "good").length;
    const open = discs.filter(({ step }) => !LAST_STEPS.includes(step)).map(itemOf);
    this.#waiting = [...open.filter(isSettled), ...open.filter((item) => !isSettled(item))];
  }

  /** The next one; `undefined` when nothing is left to be done. */
  async take(): Promise<DiscItem | undefined> {
    const { halt, tools } = this.#run;
    for (;;) {
      if (halt.aborted || this.#closed) return undefined;
      const item = this.#next();
      if (item !== undefined) {
        this.#underway.add(item.ordinal);
        return item;
      }
      if (this.#underway.size === 0 && !this.#waits()) return undefined;
      await tools.bell.wait();
    }
  }

  /** It is done with. */
  done(item: DiscItem, good: boolean): void {
    if (good) this.#good++;
    this.#underway.delete(item.ordinal);
    this.#run.tools.claims.free(this.#run.deviceName, item.slot, this.#run.id);
    this.#run.tools.bell.ring();
  }

  /** It goes on later, perhaps on another drive. */
  again(item: DiscItem): void {
    this.#waiting.unshift(item);
    this.#underway.delete(item.ordinal);
    this.#run.tools.bell.ring();
  }

  /** Nothing more is handed out. */
  close(): void {
    this.#closed = true;
    this.#run.tools.bell.ring();
  }

  /** More discs are needed than are good or under way. */
  get #hungry(): boolean {
    const { wanted } = this.#options;
    const known = this.#waiting.filter(({ stage }) => stage !== "work").length;
    return wanted === null || this.#good + this.#underway.size + known < wanted;
  }

  /** Another job has a disc that this one is to work on. */
  #waits(): boolean {
    return this.#waiting.some(({ stage }) => stage !== "work") || (this.#hungry && this.#waiting.length > 0);
  }

  #next(): DiscItem | undefined {
    const { tools, deviceName, id } = this.#run;
    const hungry = this.#hungry;
    const at = this.#waiting.findIndex(({ stage, slot }) =>
      (stage !== "work" || hungry) && tools.claims.take(deviceName, slot, id)
    );
    if (at >= 0) return this.#waiting.splice(at, 1)[0];
    return hungry && this.#waiting.length === 0 ? this.#another() : undefined;
  }

  #another(): DiscItem | undefined {
    const { tools, deviceName, id } = this.#run;
    const tried = new Set(this.#run.discs().map(({ slot }) => slot));
    for (;;) {
      const slot = this.#options.more?.(tried);
      if (slot === undefined) return undefined;
      if (tools.claims.take(deviceName, slot.number, id)) return itemOf(this.#run.addDisc(slot));
      tried.add(slot.number);
    }
  }
}

function itemOf({ ordinal, slot, step, drive }: JobDisc): DiscItem {
  const touched = step === "recording" || step === "verifying" || step === "unloading";
  return { ordinal, slot, stage: touched && drive !== null ? "settle" : "work", except: [] };
}

function isSettled({ stage }: DiscItem): boolean {
  return stage === "settle";
}
