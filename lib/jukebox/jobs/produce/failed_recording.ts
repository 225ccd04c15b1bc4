/**
 * What a recording that failed has left.
 *
 * @module
 */

import { StoppedError } from "../../../errors.ts";
import { BLOCK_BYTES } from "../../../mmc/block_range.ts";
import type { MediumSummary } from "../../../mmc/medium.ts";
import { type ReasonAbout, RecordError } from "../../../recorder/report.ts";
import type { DriveLease } from "../../device/device.ts";
import { JukeboxError } from "../../errors.ts";
import type { DiscItem } from "../disc_queue.ts";
import { elsewhere, type Outcome } from "../outcome.ts";
import { wordsOf } from "../words_of.ts";
import { conclude, leave } from "./conclude.ts";
import { isEmpty } from "./fit_disc.ts";
import type { Production } from "./production.ts";
import type { Protocol } from "./protocol.ts";
import { recordedFacts } from "./recording_facts.ts";
import type { RecordingNews } from "./recording_news.ts";
import { sourceTrouble } from "./source.ts";

/** How a recording has failed. */
export interface FailedRecording {
  readonly error: unknown;
  readonly news: RecordingNews;
  readonly protocol: Protocol;
}

/** What a recording that failed, or was stopped, has left: the disc itself tells. */
export async function failedRecording(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
  { error, news, protocol }: FailedRecording,
): Promise<Outcome> {
  const { run, source } = production;
  if (run.closing && error instanceof StoppedError) throw error;
  // What could not be written down is no fault of the disc.
  if (error instanceof JukeboxError) throw error;
  const why = wordsOf(error);
  const fatal = sourceTrouble(source) ?? (isForAll(error, news) ? why : undefined);
  const ended = fatal === undefined ? {} : { fatal };
  const stopped = error instanceof StoppedError;
  if (fatal === undefined && isAbout(error, "drive")) {
    run.changeDisc(item.ordinal, { step: "loading", protocol: null });
    return { step: { again: "work" }, words: why, driveTrouble: why };
  }
  if (stopped && !news.begun) return { step: "skipped", words: why };
  if (stopped && run.disc(item.ordinal).step === "verifying") return leave(run, item, why);
  let medium: MediumSummary | undefined;
  try {
    medium = await lease.examine();
  } catch (cause) {
    run.tools.log.error(1, "#", cause);
    return { ...elsewhere("settle", cause), words: why, ...ended };
  }
  const report = error instanceof RecordError ? error.report : undefined;
  // A disc that is overwritten does not tell that nothing was written.
  if ((medium !== undefined && isEmpty(medium)) || (error instanceof RecordError && report === undefined)) {
    const driveFailed = !stopped && fatal === undefined && !isAbout(error, "disc");
    return { step: "skipped", words: why, driveFailed, ...ended };
  }
  const facts = report === undefined ? protocol : { ...protocol, ...recordedFacts(report, news.speed) };
  const whole = report !== undefined && report.blocks * BLOCK_BYTES >= source.bytes;
  if (whole && fatal === undefined && medium?.state !== "appendable") {
    run.log(2, `slot ${item.slot}: ${why}; everything was recorded, and is compared`);
    run.changeDisc(item.ordinal, { step: "verifying", protocol: facts });
    return { step: { again: "settle" }, words: why };
  }
  const words = report === undefined || report.words === "" ? why : `${why}; ${lowered(report.words)}`;
  return await conclude(run, item, lease, {
    good: false,
    words,
    verified: undefined,
    protocol: facts,
    ...ended,
  });
}

/** No disc of this job can be recorded: there is no source, or no place for what is kept of the recordings. */
function isForAll(error: unknown, { culprit }: RecordingNews): boolean {
  return culprit === "source" || isAbout(error, "source") || isAbout(error, "record");
}

function isAbout(error: unknown, about: ReasonAbout): boolean {
  return error instanceof RecordError && error.about.includes(about);
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
