/**
 * Taking a disc in.
 *
 * @module
 */

import { formatSlotList, parseSlotList } from "../slot_list.ts";
import { JukeboxError } from "../errors.ts";
import { holdSlot, MAIL } from "./hold_slot.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { holdsDisc, slotsOfDevice } from "./requests/device_checks.ts";
import { readImportRequest } from "./requests/small_requests.ts";

/** Runs a job that imports. */
export async function importDisc(run: JobRun): Promise<Ending> {
  const { slots, early } = readImportRequest(run.request);
  let row = run.discs()[0];
  if (row === undefined) {
    run.progress(null, "wait for a disc in the mail slot");
    const slot = run.resumed ? filledMeanwhile(run, slots) : await insert(run, slots, early);
    const coming = run.resumed ? undefined : whatIsToCome(run, slot, early);
    if (coming !== undefined) return { state: "done", words: coming };
    row = run.addDisc(slotsOfDevice(run.device, String(slot))[0]!);
  }
  run.progress(0.5, `slot ${row.slot}: inspect the disc`);
  const [tested] = await run.device.test([row.slot], { signal: run.halt });
  const { disc = null, trouble = null } = tested ?? {};
  run.changeDisc(row.ordinal, {
    step: trouble === null ? "good" : "bad",
    disc: disc?.id ?? null,
    barcode: disc?.barcode ?? null,
    words: trouble,
  });
  const words = `1 disc taken into slot ${row.slot}`;
  return {
    state: "done",
    words: trouble === null ? words : `${words}, it could not be inspected: ${trouble}`,
  };
}

/** What others do when the disc is not in its slot yet; there is nothing to inspect then. */
function whatIsToCome(run: JobRun, slot: number, early: boolean): string | undefined {
  if (run.device.status().state === "halted") {
    return `${run.deviceName} is halted: put the disc into slot ${slot} by hand, then testcd ${run.deviceName} ${slot}`;
  }
  return early ? `the mail slot can be opened, its disc goes into slot ${slot}` : undefined;
}

async function insert(run: JobRun, slots: string | null, early: boolean): Promise<number> {
  return await holdSlot(run, MAIL, async () => {
    const filled = slotsOfDevice(run.device, null).filter(holdsDisc).map(({ number }) => number);
    run.report({ filled: formatSlotList(filled) });
    return await run.device.insert(parseSlotList(slots), early, { signal: run.halt });
  });
}

/**
 * The slot that has got a disc before the server ended, or that its inventory has put the disc in. Whoever has asked
 * is gone: a disc that comes only now is somebody else's.
 */
function filledMeanwhile(run: JobRun, slots: string | null): number {
  const noted = run.reported("filled");
  const filled = new Set(typeof noted === "string" ? parseSlotList(noted) : undefined);
  const found = slotsOfDevice(run.device, slots).find((slot) => holdsDisc(slot) && !filled.has(slot.number));
  if (typeof noted === "string" && found !== undefined) return found.number;
  throw new JukeboxError("state", "Cannot take in a disc: the server had ended before one came");
}
