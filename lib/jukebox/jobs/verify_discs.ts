/**
 * Comparing discs with an image, or with what was kept when they were recorded.
 *
 * @module
 */

import { basename } from "node:path";
import { SourceError } from "../../errors.ts";
import { type BlockRange, blocksIn, rangeWords } from "../../mmc/block_range.ts";
import { isSamePlace } from "../../recorder/job/same_place.ts";
import { verifyDisc, type VerifyDiscOptions } from "../../recorder/verify_disc.ts";
import type { DriveLease } from "../device/device.ts";
import type { Disc } from "../model.ts";
import { type DiscItem, DiscQueue } from "./disc_queue.ts";
import { workOnDiscs } from "./disc_work.ts";
import { failedComparison } from "./failed_comparison.ts";
import type { LastOutcome, Outcome } from "./outcome.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { listEnding } from "./list_ending.ts";
import { KeptRecords } from "./kept_records.ts";
import { differenceWords } from "./produce/protocol.ts";
import { drivesOfDevice, slotsOfDevice } from "./requests/device_checks.ts";
import { readVerifyRequest } from "./requests/small_requests.ts";
import { wordsOf } from "./words_of.ts";

/** Runs a job that verifies. */
export async function verifyDiscs(run: JobRun): Promise<Ending> {
  const { slots, source, drives } = readVerifyRequest(run.request);
  const records = new KeptRecords(run.tools);
  for (const slot of slotsOfDevice(run.device, slots)) {
    if (slots !== null || isComparable(slot.disc, source, records)) run.addDisc(slot);
  }
  const all = run.discs().length;
  const usable = drivesOfDevice(run.device, "verify discs", drives, false).length;
  const fractions = new Map<number, number>();
  const tell = (ordinal: number, slot: number, fraction: number) => {
    fractions.set(ordinal, fraction);
    const done = [...fractions.values()].reduce((sum, one) => sum + one, 0);
    run.progress(done / all, `slot ${slot}: comparing ${Math.floor(100 * fraction)} %`);
  };
  const troubles = await workOnDiscs(run, new DiscQueue(run, { wanted: null }), {
    atOnce: Math.min(all, usable),
    wish: () => ({ recorder: false, among: drives }),
    handle: (item, lease) => {
      if (source !== null) return verifyOne(run, source, item, lease, tell);
      const record = records.of(run.disc(item.ordinal).disc);
      if (record !== undefined) return verifyOne(run, { record }, item, lease, tell);
      const words = "nothing was kept of its recording to compare it with";
      return Promise.resolve<Outcome>({ step: "skipped", words });
    },
    onGivenUp: (item, why, failed) => Promise.resolve(failed ? failedDisc(run, item, why) : undefined),
    onDone: ({ ordinal, slot }) => tell(ordinal, slot, 1),
  });
  return listEnding(run, "as recorded", troubles);
}

/** `2 of 768 blocks differ (17, 20), 1 of them cannot be read (20)` */
function foundWords(
  compared: number,
  different: readonly BlockRange[],
  unreadable: readonly BlockRange[],
): string {
  const [count, lost] = [blocksIn(different), blocksIn(unreadable)];
  if (lost === count) return `${lost} of ${compared} blocks cannot be read (${rangeWords(unreadable, 5)})`;
  const words = differenceWords(compared, different, []);
  return lost === 0 ? words : `${words}, ${lost} of them cannot be read (${rangeWords(unreadable, 5)})`;
}

/** Whether a disc that nobody has named is meant. */
function isComparable(disc: Disc | null, source: string | null, records: KeptRecords): boolean {
  if (disc === null) return false;
  if (source === null) return records.of(disc.id) !== undefined;
  return disc.state === "recorded" || disc.state === "foreign";
}

/** Drives have tried it, and none could read it. */
function failedDisc(run: JobRun, { ordinal }: DiscItem, words: string): LastOutcome {
  const { disc } = run.disc(ordinal);
  if (disc !== null) run.tools.volumes.noteVerified(disc, run.id, "failed");
  return { step: "bad", words };
}

async function verifyOne(
  run: JobRun,
  against: VerifyDiscOptions["against"],
  { ordinal, slot }: DiscItem,
  lease: DriveLease,
  tell: (ordinal: number, slot: number, fraction: number) => void,
): Promise<Outcome> {
  const { volumes } = run.tools;
  const { disc: id } = run.disc(ordinal);
  if (typeof against === "string" && isSamePlace(against, lease.path)) {
    return { step: "skipped", words: `${against} is this disc itself` };
  }
  run.changeDisc(ordinal, { step: "verifying" });
  lease.activity = `job ${run.id}: compare the disc of slot ${slot}`;
  try {
    const { compared, different, unreadable } = await verifyDisc(lease.path, {
      against,
      signal: run.halt,
      onEvent: (event) => {
        if (event.event === "progress" && event.total) tell(ordinal, slot, event.bytes / event.total);
      },
    });
    const good = different.length === 0;
    if (id !== null) volumes.noteVerified(id, run.id, good ? "good" : "different");
    const protocol = {
      against: typeof against === "string" ? against : basename(against.record),
      drive: lease.drive,
      verifiedAt: new Date().toISOString(),
      compared,
      different,
      unreadable,
    };
    const words = good ? `${compared} blocks compared` : foundWords(compared, different, unreadable);
    if (id !== null && !good) volumes.setAside(id, words);
    return { step: good ? "good" : "bad", words, protocol };
  } catch (error) {
    run.checkHalt();
    // No disc can be compared with it.
    if (error instanceof SourceError) {
      return { step: "skipped", words: wordsOf(error), fatal: wordsOf(error) };
    }
    return await failedComparison(lease, "work", error);
  }
}
