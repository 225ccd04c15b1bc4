/**
 * The first steps of a job: both sides are opened and asked, and everything that speaks against the job is
 * gathered before anything is written.
 *
 * @module
 */

import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { RecordOptions } from "../options.ts";
import { type Found, preflight, type SourceFacts } from "../preflight.ts";
import { RecordError } from "../report.ts";
import type { RecordingPlan } from "../threads/drive_tasks.ts";
import { TaskError } from "../threads/job_thread.ts";
import { failureOf } from "../threads/messages.ts";
import type { SourceFound } from "../threads/reader_tasks.ts";
import type { DriveSide } from "./drive_side.ts";
import { lengthOf } from "./length.ts";
import { isSamePlace } from "./same_place.ts";
import type { SourceSide } from "./source_side.ts";

/** What is known when nothing speaks against the job. */
export interface Prepared {
  readonly source: SourceFound;
  readonly medium: MediumSummary;
  readonly maxTransfer: number;
  readonly plan: RecordingPlan;
  /** Bytes to record, where that is known. */
  readonly bytes: number | undefined;
  /** Worth knowing. */
  readonly notices: readonly string[];
}

/**
 * Opens and asks both sides.
 *
 * @param record why the record of the job cannot be kept
 * @param stopped the user wants the job to end: then there is nothing to say of reasons
 * @throws {RecordError} with all reasons against the job
 */
export async function prepare(
  options: RecordOptions,
  source: SourceSide,
  drive: DriveSide,
  record: string | undefined,
  stopped: () => boolean,
): Promise<Prepared | undefined> {
  const [from, target] = await Promise.all([found(source.open()), found(drive.examine())]);
  if (stopped()) return undefined;
  const length = from.facts === undefined
    ? undefined
    : lengthOf(from.facts, options.size, options.imageBytes);
  const bytes = length?.bytes;
  const asked = () =>
    from.facts === undefined ? planWithoutSource(drive, options) : drive.plan(planned(options, bytes));
  const choice = target.facts?.medium === undefined ? undefined : await found(asked());
  const plan = choice?.facts;
  const reasons = preflight({
    sourceName: from.facts?.name ?? sourceName(options),
    targetName: options.target,
    same: typeof options.source === "string" && isSamePlace(options.source, options.target),
    source: from.facts === undefined ? from : { facts: sourceFacts(from.facts, bytes) },
    target,
    plan: choice?.failed === undefined ? plan : { reasons: [choice.failed], blocks: undefined },
    record,
  });
  if (stopped()) return undefined;
  if (reasons.length > 0) {
    const hints = reasons.map(({ hint }) => hint);
    const about = reasons.map(({ about }) => about);
    throw new RecordError(reasons.map(({ message }) => message), undefined, { hints, about });
  }
  return {
    source: from.facts!,
    medium: target.facts!.medium!,
    maxTransfer: target.facts!.maxTransfer,
    plan: plan!,
    bytes,
    notices: length?.notice === undefined ? [] : [length.notice],
  };
}

/** What speaks against the disc, whatever the source is. */
async function planWithoutSource(drive: DriveSide, options: RecordOptions): Promise<RecordingPlan> {
  const plan = await drive.plan(planned(options, options.size ?? 1));
  return options.size === undefined ? { ...plan, blocks: undefined } : plan;
}

function planned(
  { mode = "auto", multi = false, preview = false }: RecordOptions,
  bytes: number | undefined,
) {
  const blocks = bytes === undefined ? undefined : Math.ceil(bytes / BLOCK_BYTES);
  return { blocks, mode, multi, preview };
}

function sourceFacts({ head, bytes: has }: SourceFound, bytes: number | undefined): SourceFacts {
  return { bytes, has, empty: bytes === 0 || head.length === 0 };
}

/** What to call a source that could not be opened. */
function sourceName({ source }: RecordOptions): string {
  if (typeof source !== "string") return source.name ?? "the stream";
  return source === "-" ? "standard input" : source;
}

async function found<Facts>(facts: Promise<Facts>): Promise<Found<Facts>> {
  try {
    return { facts: await facts };
  } catch (error) {
    const { message, hint, trouble } = error instanceof TaskError ? error.failure : failureOf(error);
    return { failed: message, hint, trouble };
  }
}
