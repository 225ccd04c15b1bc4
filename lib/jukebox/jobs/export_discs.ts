/**
 * Giving discs out, one after the other.
 *
 * @module
 */

import { LAST_STEPS } from "../database/volumes.ts";
import { JukeboxError } from "../errors.ts";
import type { JobDisc, SlotStatus } from "../model.ts";
import { holdSlot, MAIL } from "./hold_slot.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { listEnding } from "./list_ending.ts";
import { holdsDisc, slotsOfDevice } from "./requests/device_checks.ts";
import { type ExportRequest, readExportRequest } from "./requests/small_requests.ts";

/** Runs a job that exports. */
export async function exportDiscs(run: JobRun): Promise<Ending> {
  const request = readExportRequest(run.request);
  if (run.discs().length === 0) { for (const slot of chosenSlots(run, request)) run.addDisc(slot); }
  const all = run.discs();
  for (const [done, row] of all.entries()) {
    if (LAST_STEPS.includes(row.step)) continue;
    run.progress(done / all.length, `slot ${row.slot}: give the disc out`);
    await holdSlot(run, row.slot, () => holdSlot(run, MAIL, () => giveOut(run, row, request.early)));
  }
  return listEnding(run, "given out", { drives: [], fatal: undefined });
}

async function giveOut(
  run: JobRun,
  { ordinal, slot, step, disc: meant }: JobDisc,
  early: boolean,
): Promise<void> {
  const [found] = slotsOfDevice(run.device, String(slot)).filter(holdsDisc);
  const other = meant !== null && found !== undefined && found.disc !== null && found.disc.id !== meant;
  const skip = (words: string) => run.changeDisc(ordinal, { step: "skipped", words });
  if (found === undefined || other) {
    // It was on its way when the server ended, and is no longer there.
    if (step === "unloading") return run.changeDisc(ordinal, { step: "good" });
    return skip(other ? "another disc is in it now" : "it is empty");
  }
  // Whoever has asked is gone, and nobody waits at the mail slot.
  if (run.resumed) return skip("the server had ended before it was given out");
  run.changeDisc(ordinal, { step: "unloading" });
  const disc = await run.device.remove(slot, early, { signal: run.halt });
  const words = run.device.status().state === "halted"
    ? `${run.deviceName} is halted: take the disc out by hand, then testcd ${run.deviceName} ${slot}`
    : null;
  run.changeDisc(ordinal, { step: "good", disc: disc.id, barcode: disc.barcode, words });
}

/** Of a list the first disc, or all; without one a bad disc where there is one. */
function chosenSlots(run: JobRun, { slots, disc, all }: ExportRequest): SlotStatus[] {
  const full = slotsOfDevice(run.device, slots).filter(holdsDisc);
  if (all) return full;
  const named = full.find((slot) => slot.disc?.id === disc);
  const bad = slots === null ? full.find((slot) => slot.disc?.state === "bad") : undefined;
  const chosen = disc === null ? bad ?? full[0] : named;
  if (chosen === undefined) throw new JukeboxError("state", "No good slot found");
  return [chosen];
}
