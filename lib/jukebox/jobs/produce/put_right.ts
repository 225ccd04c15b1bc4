/**
 * The first thing when a job is taken up again: what is known of its discs is made good use of.
 *
 * @module
 */

import { formatSlotList } from "../../slot_list.ts";
import type { JobRun } from "../job_run.ts";

/** Ends the discs whose result was known, and begins those anew with which nothing had happened. */
export function putRight(run: JobRun): void {
  for (const { ordinal, slot, step, protocol } of run.discs()) {
    if (step === "loading") run.changeDisc(ordinal, { step: "waiting", drive: null });
    if (step !== "unloading") continue;
    const result = protocol?.["result"];
    const known = result === "good" || result === "bad" ? result : "skipped";
    run.changeDisc(ordinal, { step: known });
    run.log(4, `slot ${slot}: the disc was on its way back when the server ended; it is ${known}`);
  }
  const unsure = run.discs().filter(({ step }) => step === "recording" || step === "verifying");
  if (unsure.length === 0) return;
  const slots = formatSlotList(unsure.map(({ slot }) => slot));
  run.log(4, `slots ${slots}: the recording was interrupted, and the discs are looked at`);
  const before = run.reported("interrupted");
  const list = Array.isArray(before) ? before : [];
  run.report({ interrupted: [...new Set([...list, ...unsure.map(({ slot }) => slot)])] });
}
