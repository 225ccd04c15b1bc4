/**
 * Making rewritable discs empty.
 *
 * @module
 */

import type { DriveLease } from "../device/device.ts";
import { type DiscItem, DiscQueue } from "./disc_queue.ts";
import { workOnDiscs } from "./disc_work.ts";
import { eraseDisc } from "./erase_disc.ts";
import type { Outcome } from "./outcome.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { listEnding } from "./list_ending.ts";
import { drivesOfDevice, slotsOfDevice } from "./requests/device_checks.ts";
import { readBlankRequest } from "./requests/small_requests.ts";

/** Runs a job that blanks. */
export async function blankDiscs(run: JobRun): Promise<Ending> {
  const { slots, drives } = readBlankRequest(run.request);
  for (const slot of slotsOfDevice(run.device, slots)) run.addDisc(slot);
  const all = run.discs().length;
  const usable = drivesOfDevice(run.device, "blank discs", drives, true).length;
  let done = 0;
  const troubles = await workOnDiscs(run, new DiscQueue(run, { wanted: null }), {
    atOnce: Math.min(all, usable),
    wish: () => ({ recorder: true, among: drives }),
    handle: (item, lease) => blankOne(run, item, lease),
    onDone: ({ slot }) => run.progress(++done / all, `slot ${slot} done`),
  });
  return listEnding(run, "blanked", troubles);
}

async function blankOne(run: JobRun, item: DiscItem, lease: DriveLease): Promise<Outcome> {
  const medium = await lease.examine();
  if (medium === undefined) return { step: "skipped", words: "the drive does not recognise the disc" };
  if (medium.state === "blank") return { step: "good", words: null };
  if (!medium.erasable) return { step: "skipped", words: `${medium.name} can be recorded only once` };
  lease.activity = `job ${run.id}: blank the disc of slot ${item.slot}`;
  await eraseDisc(run, item, lease);
  return { step: "good", words: null };
}
