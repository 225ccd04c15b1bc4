/**
 * Beginning with a changer, or beginning anew with one that was lost.
 *
 * @module
 */

import type { CarrierFacts } from "./carrier.ts";
import type { Core } from "./core.ts";
import { failDrive } from "./drive_use.ts";

/** Starts it; drives of which it cannot be told where they stand are out of order: a guess would move wrong discs. */
export async function startCarrier(core: Core): Promise<CarrierFacts> {
  const { carrier, drives, log, name } = core;
  const facts = await carrier.start(new Map(drives.map(({ number, serial }) => [number, serial])));
  core.facts = facts;
  for (const notice of facts.notices) log.write(2, "&", `${name}: ${notice}`);
  for (const drive of drives) {
    if (facts.sure.has(drive.number)) drive.confirmed = true;
    const why = facts.lost.get(drive.number);
    if (why !== undefined && drive.duty !== "failed") failDrive(core, drive, new Error(why));
  }
  return facts;
}
