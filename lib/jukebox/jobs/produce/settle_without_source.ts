/**
 * Discs whose recording was interrupted, when the source is no longer what it was.
 *
 * @module
 */

import { DiscQueue } from "../disc_queue.ts";
import { workOnDiscs } from "../disc_work.ts";
import type { JobRun } from "../job_run.ts";
import { conclude, leave } from "./conclude.ts";
import { isEmpty } from "./fit_disc.ts";
import { giveUpDisc } from "./give_up_disc.ts";

/** Leaves those that are blank or whole as they are, and sets the others aside; `why` nothing else can be done. */
export async function settleWithoutSource(run: JobRun, why: string): Promise<void> {
  const unsure = run.discs().filter(({ step }) => step === "recording" || step === "verifying");
  if (unsure.length === 0) return;
  const queue = new DiscQueue(run, { wanted: 0 });
  await workOnDiscs(run, queue, {
    atOnce: 1,
    wish: () => ({ recorder: true, among: null }),
    onGivenUp: (item, _, failed) => giveUpDisc(run, item, why, failed),
    handle: async (item, lease) => {
      const medium = await lease.examine();
      if (medium !== undefined && isEmpty(medium)) {
        return { step: "skipped", words: "the disc is still blank" };
      }
      const { step, protocol } = run.disc(item.ordinal);
      // Whole, so that it can be compared with what was kept of its recording.
      if (step === "verifying") return leave(run, item, why);
      const words = `its recording was interrupted, and it cannot be compared: ${why}`;
      const facts = { ...protocol };
      return await conclude(run, item, lease, { good: false, words, verified: undefined, protocol: facts });
    },
  });
}
