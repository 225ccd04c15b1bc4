/**
 * Erasing a disc of a job.
 *
 * @module
 */

import type { DriveLease } from "../device/device.ts";
import type { Disc } from "../model.ts";
import type { DiscItem } from "./disc_queue.ts";
import { noteDoubt } from "./doubt.ts";
import type { JobRun } from "./job_run.ts";

/** Erases the disc in a drive. The database is told before and after: nobody is to look for files that are gone. */
export async function eraseDisc(run: JobRun, { ordinal }: DiscItem, lease: DriveLease): Promise<Disc> {
  const { disc } = run.disc(ordinal);
  if (disc !== null) noteDoubt(run.tools.volumes, disc, `job ${run.id} was erasing it`);
  await lease.erase({ signal: run.halt });
  return await lease.inspect({ signal: run.halt });
}
