/**
 * A disc that was being recorded when the server ended, or its drive failed: the disc itself tells what became of it.
 *
 * @module
 */

import type { DriveLease } from "../../device/device.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { Outcome } from "../outcome.ts";
import { compareDisc } from "./compare_disc.ts";
import { conclude } from "./conclude.ts";
import { isEmpty } from "./fit_disc.ts";
import type { Production } from "./production.ts";
import { recordDisc } from "./record_disc.ts";

/** Records it when it is still blank; else only a comparison can tell that it is good. Nothing is recorded twice. */
export async function settleDisc(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
): Promise<Outcome> {
  const { run } = production;
  const medium = await lease.examine();
  if (medium !== undefined) {
    const overwritten = medium.state === "overwriteable";
    const blank = isEmpty(medium) || (overwritten && (await lease.inspect()).state === "blank");
    if (blank) {
      run.log(4, `slot ${item.slot}: the disc is still blank, and is recorded now`);
      run.changeDisc(item.ordinal, { step: "loading", protocol: null });
      return await recordDisc(production, item, lease);
    }
  }
  if (medium?.state === "appendable") {
    // A recording that has come to its end has closed the disc.
    const { protocol } = run.disc(item.ordinal);
    return await conclude(run, item, lease, {
      good: false,
      words: `the recording was interrupted, and the ${medium.name} was not closed`,
      verified: undefined,
      protocol: { ...protocol },
    });
  }
  run.log(4, `slot ${item.slot}: something is on the disc, and is compared with the source`);
  run.changeDisc(item.ordinal, { step: "verifying" });
  return await compareDisc(production, item, lease);
}
