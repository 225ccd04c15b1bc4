/**
 * The drives of a job: which of them it can still use, and for which disc.
 *
 * @module
 */

import type { DriveWish } from "../device/device.ts";
import type { DiscItem } from "./disc_queue.ts";
import type { JobRun } from "./job_run.ts";

/** Discs that may fail one after the other in one drive before the drive is no longer used. */
const MOST_FAILED = 3;

/** The drives of one job. */
export class JobDrives {
  /** Why some are not used any more, one sentence each. */
  readonly troubles: string[] = [];
  readonly #run: JobRun;
  readonly #lost = new Set<number>();
  /** Discs that failed one after the other, by drive. */
  readonly #failed = new Map<number, number>();

  /** All of them can be used. */
  constructor(run: JobRun) {
    this.#run = run;
  }

  /** The drives that a disc can go to, of those that are wished for; `undefined` when there are none. */
  for(item: DiscItem, { recorder, among, except = [] }: DriveWish): DriveWish | undefined {
    const out = [...new Set([...except, ...item.except, ...this.#lost])];
    const left = this.#run.device.status().drives.filter(({ number, duty, recorder: records }) =>
      (records || !recorder) && (among?.includes(number) ?? true) && !out.includes(number) &&
      (duty === "serving" || duty === "job")
    );
    if (left.length === 0) return undefined;
    // It need not be moved where it lies in one of them already.
    const here = left.find(({ slot, duty }) => slot === item.slot && duty === "serving");
    return { recorder, among: here === undefined ? among : [here.number], except: out };
  }

  /** A drive is not used any more. */
  lose(drive: number, why: string): void {
    if (this.#lost.has(drive)) return;
    this.#lost.add(drive);
    const words = `drive ${drive} is not used any more: ${why}`;
    this.troubles.push(words);
    this.#run.log(1, words);
  }

  /** A drive that spoils disc after disc is not used any more. */
  count(drive: number, good: boolean): void {
    const failed = good ? 0 : (this.#failed.get(drive) ?? 0) + 1;
    this.#failed.set(drive, failed);
    if (failed >= MOST_FAILED) this.lose(drive, `${failed} discs have failed in it one after the other`);
  }
}
