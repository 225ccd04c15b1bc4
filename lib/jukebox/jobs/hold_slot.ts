/**
 * Keeping other jobs away from a slot for a while.
 *
 * @module
 */

import type { JobRun } from "./job_run.ts";

/** Stands for the mail slots of a device: one job after the other uses them. */
export const MAIL = 0;

/** Waits until no other job has the slot, and keeps it as long as the work lasts. */
export async function holdSlot<T>(run: JobRun, slot: number, work: () => Promise<T>): Promise<T> {
  const { claims, bell } = run.tools;
  while (!claims.take(run.deviceName, slot, run.id)) {
    await bell.wait();
    run.checkHalt();
  }
  try {
    return await work();
  } finally {
    claims.free(run.deviceName, slot, run.id);
  }
}
