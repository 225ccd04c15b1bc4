/**
 * Inspecting discs, so that the volumes database knows them.
 *
 * @module
 */

import { LAST_STEPS } from "../database/volumes.ts";
import type { TestedSlot } from "../device/device.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { holdsDisc, slotsOfDevice } from "./requests/device_checks.ts";
import { readTestRequest } from "./requests/small_requests.ts";
import { discCount } from "./words_of.ts";

/** Runs a job that tests. */
export async function testDiscs(run: JobRun): Promise<Ending> {
  const slots = slotsOfDevice(run.device, readTestRequest(run.request).slots);
  for (const slot of slots) if (holdsDisc(slot)) run.addDisc(slot);
  const done = new Set(run.discs().filter(({ step }) => LAST_STEPS.includes(step)).map(({ slot }) => slot));
  const open = new Map(slots.filter(({ number }) => !done.has(number)).map((slot) => [slot.number, slot]));
  const total = open.size;
  const onSlot = ({ slot: number, disc, trouble }: TestedSlot) => {
    const slot = open.get(number);
    // What is told when the job has ended comes too late for its rows.
    if (slot === undefined || run.halt.aborted) return;
    open.delete(number);
    run.progress(1 - open.size / total, `slot ${number} tested`);
    if (disc === null && trouble === null && !holdsDisc(slot)) return;
    const { ordinal } = run.addDisc(slot);
    const step = trouble !== null ? "bad" : disc === null ? "skipped" : "good";
    run.changeDisc(ordinal, { step, words: trouble, disc: disc?.id ?? null, barcode: disc?.barcode ?? null });
    if (trouble !== null) run.log(2, `slot ${number}: ${trouble}`);
  };
  run.progress(0, "test discs");
  const tested = await run.device.test([...open.keys()], { signal: run.halt, onSlot });
  for (const one of tested) onSlot(one);
  run.checkHalt();
  return endingOf(run);
}

function endingOf(run: JobRun): Ending {
  const discs = run.discs();
  const good = discs.filter(({ step }) => step === "good").length;
  const bad = discs.filter(({ step }) => step === "bad");
  const tested = `${discCount(good + bad.length)} tested`;
  if (bad.length === 0) return { state: "done", words: tested };
  const slots = bad.map(({ slot }) => slot).join(", ");
  return { state: "failed", words: `${tested}, ${bad.length} could not be inspected: slots ${slots}` };
}
