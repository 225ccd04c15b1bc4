/**
 * Recording one disc of a production.
 *
 * @module
 */

import { record } from "../../../recorder/record.ts";
import type { RecordReport } from "../../../recorder/report.ts";
import type { DriveLease } from "../../device/device.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { Outcome } from "../outcome.ts";
import { Brake } from "./brake.ts";
import { recordedResult } from "./compare_disc.ts";
import { conclude } from "./conclude.ts";
import { failedRecording } from "./failed_recording.ts";
import { fitDisc } from "./fit_disc.ts";
import type { Production } from "./production.ts";
import { protocolName } from "./protocol.ts";
import { begunProtocol, recordedFacts } from "./recording_facts.ts";
import { RecordingNews } from "./recording_news.ts";
import { sourceTrouble } from "./source.ts";
import { paceOf } from "./source_feed.ts";
import { noteTouched } from "./unproved.ts";

/** Records, and compares where that is to happen in the same drive. */
export async function recordDisc(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
): Promise<Outcome> {
  const { run, request, source } = production;
  const fit = await fitDisc(production, item, lease);
  if ("step" in fit) return fit;
  const changed = sourceTrouble(source);
  if (changed !== undefined) return { step: "skipped", words: null, fatal: changed };
  const from = await production.seat(item).ready(paceOf(fit.medium, request.speed), run.halt);
  const protocol = begunProtocol(production, item, lease, fit.medium);
  try {
    run.checkHalt();
    run.changeDisc(item.ordinal, { step: "recording", drive: lease.drive, protocol });
  } catch (error) {
    // Others who share the reading would wait for this one.
    if (typeof from !== "string") await from.stream.cancel();
    throw error;
  }
  const { verify, verifyDrive, speed } = request;
  const here = verify && (verifyDrive === "same" || verifyDrive === lease.drive);
  using end = new Brake(production);
  const news = new RecordingNews(production, item, () => {
    if (here) run.changeDisc(item.ordinal, { step: "verifying" });
    if (here) end.onHalt();
  });
  lease.activity = `job ${run.id}: record the disc of slot ${item.slot}`;
  let report: RecordReport;
  try {
    report = await record({
      source: from,
      target: lease.path,
      verify: here,
      recordFile: `${run.tools.protocols}/${protocolName(run.id, item.ordinal)}.record.json`,
      onEvent: (event) => news.hear(event),
      signal: end.signal,
      ...(speed === null ? {} : { speed }),
    });
  } catch (error) {
    return await failedRecording(production, item, lease, { error, news, protocol });
  }
  const facts = { ...protocol, ...recordedFacts(report, news.speed) };
  const sha = differentSource(production, report);
  if (sha !== undefined) {
    return await conclude(run, item, lease, {
      good: false,
      words: sha,
      verified: undefined,
      protocol: facts,
      fatal: sha,
    });
  }
  if (verify && !here) {
    const { disc } = run.disc(item.ordinal);
    if (disc !== null) noteTouched(run.tools.volumes, disc, run.id);
    run.changeDisc(item.ordinal, { step: "verifying", protocol: facts });
    return { step: { again: "compare" }, words: null, protocol: facts };
  }
  if (verify) return await recordedResult(production, item, lease, facts, { ...report, drive: lease.drive });
  const words = `${report.blocks} blocks recorded, not compared`;
  return await conclude(run, item, lease, { good: true, words, verified: undefined, protocol: facts });
}

/** The same bytes go on every disc of a job, and those that were there when it began. */
function differentSource({ run, source }: Production, { sha256 }: RecordReport): string | undefined {
  const changed = sourceTrouble(source);
  if (changed !== undefined) return changed;
  const before = run.reported("sha256");
  if (before === undefined && sha256 !== undefined) run.report({ sha256 });
  if (before === undefined || sha256 === undefined || before === sha256) return undefined;
  return `Cannot go on recording ${source.name}: it has changed since the job began`;
}
