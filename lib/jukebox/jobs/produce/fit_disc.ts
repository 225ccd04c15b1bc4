/**
 * Whether the disc in a drive can be recorded, and making it so where that is wanted.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../../mmc/block_range.ts";
import type { MediumSummary } from "../../../mmc/medium.ts";
import { roomOn } from "../../../recorder/room.ts";
import type { DriveLease } from "../../device/device.ts";
import type { DiscItem } from "../disc_queue.ts";
import { eraseDisc } from "../erase_disc.ts";
import type { Outcome } from "../outcome.ts";
import type { Production } from "./production.ts";

/** Nothing is recorded on it. */
export function isEmpty({ state }: MediumSummary): boolean {
  return state === "blank" || state === "unformatted";
}

/** The medium when it can be recorded, else what becomes of it. */
export async function fitDisc(
  { run, request, source }: Production,
  item: DiscItem,
  lease: DriveLease,
): Promise<{ readonly medium: MediumSummary } | Outcome> {
  const { slot } = item;
  const skipped = (why: string): Outcome => ({
    step: "skipped",
    words: why,
  });
  let medium = await lease.examine();
  if (medium === undefined || !isEmpty(medium)) {
    const disc = await lease.inspect({ signal: run.halt });
    if (medium === undefined) return skipped(disc.remark ?? "the drive does not recognise it");
    const overwritten = medium.state === "overwriteable";
    if (!(overwritten && disc.state === "blank")) {
      const what = disc.volume ? `holds ${disc.volume}` : `is ${medium.state}`;
      if (!medium.erasable) return skipped(`it ${what}`);
      if (!request.erase) return skipped(`it ${what}, and was not to be erased`);
      run.log(4, `slot ${slot}: the disc ${what}, and is erased`);
      await eraseDisc(run, item, lease);
      medium = await lease.examine();
      if (medium === undefined) return skipped("the drive does not recognise it any more");
      if (!isEmpty(medium) && medium.state !== "overwriteable") {
        return skipped("erasing has not made it blank");
      }
    }
  }
  const needed = Math.ceil(source.bytes / BLOCK_BYTES);
  const room = roomOn(medium);
  if (needed > room) {
    return skipped(`${needed} blocks are needed, and the ${medium.name} has room for ${room}`);
  }
  return { medium };
}
