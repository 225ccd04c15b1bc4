/**
 * Production: many discs from one source, on as many recorders as there are.
 *
 * @module
 */

import { StoppedError } from "../../../errors.ts";
import { parseSlotList } from "../../slot_list.ts";
import { LAST_STEPS } from "../../database/volumes.ts";
import type { DriveWish } from "../../device/device.ts";
import type { ProduceRequest } from "../../model.ts";
import { type DiscItem, DiscQueue } from "../disc_queue.ts";
import { type DiscWork, workOnDiscs } from "../disc_work.ts";
import type { JobRun } from "../job_run.ts";
import type { Ending } from "../job_tools.ts";
import { drivesOfDevice, slotsOfDevice } from "../requests/device_checks.ts";
import { readProduceRequest } from "../requests/produce_request.ts";
import { wordsOf } from "../words_of.ts";
import { blanksOf } from "./blanks.ts";
import { compareDisc } from "./compare_disc.ts";
import { endingOf } from "./ending.ts";
import { giveUpDisc } from "./give_up_disc.ts";
import { Production } from "./production.ts";
import { keepLabels } from "./labels.ts";
import { putRight } from "./put_right.ts";
import { recordDisc } from "./record_disc.ts";
import { settleDisc } from "./settle_disc.ts";
import { settleWithoutSource } from "./settle_without_source.ts";
import { isSpooled, type ReadySource, readySource } from "./source.ts";
import { SourceFeed } from "./source_feed.ts";

/** Runs one production, from its beginning or from where it was interrupted. */
export async function produce(run: JobRun): Promise<Ending> {
  const request = readProduceRequest(run.request);
  const { copies } = request;
  putRight(run);
  if (request.slots !== null) {
    const slots = slotsOfDevice(run.device, request.slots);
    if (copies === null) { for (const slot of slots) run.addDisc(slot); }
  }
  const wanted = copies ?? parseSlotList(request.slots)!.length;
  const open = run.discs().some(({ step }) => !LAST_STEPS.includes(step));
  const good = run.discs().filter(({ step }) => step === "good").length;
  if (!open && (good >= wanted || copies === null)) {
    await keepLabels(run);
    return endingOf(run, request, wanted, noTroubles());
  }
  const prepared = isSpooled(run, request) ? 1 : 0;
  const telling = (fraction: number) =>
    run.progress(fraction / (wanted + 1), `make the image of ${request.source}`);
  let source: ReadySource;
  try {
    source = await readySource(run, request, telling);
  } catch (error) {
    run.checkHalt();
    await settleWithoutSource(run, wordsOf(error));
    throw error;
  }
  const feed = new SourceFeed(source);
  const production = new Production(run, request, source, feed, { wanted, prepared });
  const more = (tried: ReadonlySet<number>) =>
    copies === null
      ? undefined
      : blanksOf(run.device, request, source.bytes).find(({ number }) => !tried.has(number));
  const queue = new DiscQueue(run, { wanted: copies, more });
  const work: DiscWork = {
    atOnce: Math.min(wanted, drivesAtOnce(run, request)),
    suspicious: true,
    wish: (item) => wishFor(run, request, item),
    onLoading: (item) => {
      if (item.stage === "work") production.announce(item);
      return (loaded) => loaded || production.leave(item);
    },
    handle: async (item, lease) => {
      try {
        if (item.stage === "compare") return await compareDisc(production, item, lease);
        if (item.stage === "settle") return await settleDisc(production, item, lease);
        return await recordDisc(production, item, lease);
      } finally {
        production.leave(item);
      }
    },
    onGivenUp: (item, why, failed) => giveUpDisc(run, item, why, failed),
    onDone: ({ ordinal }) => production.done(ordinal),
  };
  const troubles = await workOnDiscs(run, queue, work).catch((error: unknown) => {
    if (run.closing || !run.halt.aborted) throw error;
    throw new StoppedError(`Stopped: ${endingOf(run, request, wanted, noTroubles()).words}`);
  });
  if (feed.shared > 0) run.report({ sharedReadings: feed.shared });
  const ending = endingOf(run, request, wanted, troubles);
  await keepLabels(run);
  return ending;
}

/** Recorders, and the drives that compare meanwhile. */
function drivesAtOnce(run: JobRun, { drives, verify, verifyDrive }: ProduceRequest): number {
  const recorders = drivesOfDevice(run.device, "produce discs", drives, true).length;
  if (!verify || verifyDrive === "same") return recorders;
  const more = verifyDrive === "other" ? run.device.status().drives.length - recorders : 1;
  return recorders + Math.max(0, more);
}

function wishFor(run: JobRun, { drives, verifyDrive }: ProduceRequest, item: DiscItem): DriveWish {
  if (item.stage !== "compare") return { recorder: true, among: drives };
  if (typeof verifyDrive === "number") return { recorder: false, among: [verifyDrive] };
  const recordedIn = run.disc(item.ordinal).protocol?.["drive"];
  return { recorder: false, among: null, except: typeof recordedIn === "number" ? [recordedIn] : [] };
}

function noTroubles(): { drives: string[]; fatal: undefined } {
  return { drives: [], fatal: undefined };
}
