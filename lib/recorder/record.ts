/**
 * Recording a disc: the one call behind `cdglow`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { Job } from "./job/job.ts";
import type { RecordOptions } from "./options.ts";
import type { RecordReport } from "./report.ts";

/**
 * Records a source on a disc, and compares where that is asked.
 *
 * ```ts
 * const report = await record({ source: "archive.iso", target: "/dev/sr0", verify: true });
 * console.log(report.words, report.different);
 * ```
 *
 * @returns what was proved; look at `different` when it was compared, and at `unreadable` with `keepGoing`
 * @throws {RecordError} when the job cannot be done, or not to its end: with all reasons, and what is on the disc
 * @throws {StoppedError} when the signal has ended it
 * @throws {UsageError} when the options cannot be meant
 */
export async function record(options: RecordOptions): Promise<RecordReport> {
  for (const name of ["speed", "buffer", "size"] as const) checkAbove(name, options[name]);
  const { progressBytes, size } = options;
  if (size !== undefined && !Number.isSafeInteger(size)) {
    throw new UsageError(`Cannot record ${size} bytes: that is no whole number`);
  }
  if (progressBytes !== undefined && !(progressBytes >= 0)) {
    throw new UsageError(`Cannot tell of progress every ${progressBytes} bytes`);
  }
  return await new Job(options).run();
}

function checkAbove(name: string, value: number | undefined): void {
  if (value === undefined || (value > 0 && Number.isFinite(value))) return;
  throw new UsageError(`Cannot record with ${name} ${value}: it must be above 0`);
}
