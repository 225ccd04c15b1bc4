/**
 * Comparing a disc of a production with its source, and what follows from it.
 *
 * @module
 */

import { SourceError, StoppedError } from "../../../errors.ts";
import type { BlockRange } from "../../../mmc/block_range.ts";
import { type VerifiedDisc, verifyDisc } from "../../../recorder/verify_disc.ts";
import type { DriveLease } from "../../device/device.ts";
import type { DiscItem } from "../disc_queue.ts";
import { failedComparison } from "../failed_comparison.ts";
import type { Outcome } from "../outcome.ts";
import { conclude, leave } from "./conclude.ts";
import type { Production } from "./production.ts";
import { differencesOf, differenceWords, type Protocol } from "./protocol.ts";
import { RecordingNews } from "./recording_news.ts";
import { sourceTrouble } from "./source.ts";
import { isFull, wordsOf } from "../words_of.ts";

/** Compares a disc that was recorded in another drive, or before an interruption. */
export async function compareDisc(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
): Promise<Outcome> {
  const { run, source } = production;
  const protocol: Protocol = { ...run.disc(item.ordinal).protocol };
  const first = protocol["firstBlock"];
  const firstBlock = Number.isSafeInteger(first) && (first as number) >= 0 ? first as number : 0;
  const news = new RecordingNews(production, item);
  lease.activity = `job ${run.id}: compare the disc of slot ${item.slot}`;
  let verified: VerifiedDisc;
  try {
    source.check();
    verified = await verifyDisc(lease.path, {
      against: source.path,
      firstBlock,
      signal: run.halt,
      onEvent: (event) => news.hear(event),
    });
  } catch (error) {
    return await failed(production, item, lease, error);
  }
  return await recordedResult(production, item, lease, protocol, { ...verified, drive: lease.drive });
}

/** What a comparison has found. */
export interface Comparison {
  readonly compared: number;
  readonly firstBlock: number;
  readonly different: readonly BlockRange[];
  /** Where it was compared. */
  readonly drive: number;
}

/** Good or bad, by what was found. */
export async function recordedResult(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
  protocol: Protocol,
  { compared, firstBlock, different, drive }: Comparison,
): Promise<Outcome> {
  const { run } = production;
  const facts = { ...protocol, verifyDrive: drive, verifiedAt: new Date().toISOString(), compared };
  if (different.length === 0) {
    const words = `${compared} blocks recorded and compared`;
    return await conclude(run, item, lease, { good: true, words, verified: "good", protocol: facts });
  }
  const changed = sourceTrouble(production.source);
  if (changed !== undefined) return { ...leave(run, item, changed), fatal: changed };
  const differences = await differencesOf(production.source.path, firstBlock, different);
  const words = differenceWords(compared, different, differences);
  return await conclude(run, item, lease, {
    good: false,
    words,
    verified: "different",
    protocol: { ...facts, different, differences },
  });
}

async function failed(
  production: Production,
  item: DiscItem,
  lease: DriveLease,
  error: unknown,
): Promise<Outcome> {
  const { run, source } = production;
  const stopped = error instanceof StoppedError;
  if (isFull(error) || (run.closing && stopped)) throw error;
  const why = wordsOf(error);
  if (stopped) return leave(run, item, why);
  const fatal = sourceTrouble(source) ?? (error instanceof SourceError ? why : undefined);
  if (fatal !== undefined) return { ...leave(run, item, fatal), fatal };
  return await failedComparison(lease, "compare", error);
}
