/**
 * Runs `discglow cdglow`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { record } from "../recorder/record.ts";
import { RecordError, type RecordReport } from "../recorder/report.ts";
import { type CdglowValues, recordOptions } from "./cdglow_options.ts";
import type { Context } from "./command.ts";
import { ownersLine, ownersOfBlocks, ownersRecord } from "./difference_files.ts";
import { EXIT_DIFFERENT, EXIT_DONE, EXIT_FAILED, EXIT_INCOMPLETE } from "./exit_codes.ts";
import { JobOutput } from "./job_output.ts";
import type { Output } from "./output.ts";

/** Records what the words say. */
export async function runCdglow(values: CdglowValues, { output, signal }: Context): Promise<number> {
  const options = recordOptions(values);
  if (options.source === "-" && Deno.stdin.isTerminal()) {
    throw new UsageError("Cannot record standard input: it is a terminal", {
      hint: "add -s SOURCE, or send an image in with |",
    });
  }
  const job = new JobOutput(output, { bar: options.progressBytes !== 0 });
  const stop = signal((request) => answerStop(output, request));
  try {
    const report = await record({ ...options, onEvent: job.take, signal: stop });
    if (report.different.length > 0) {
      await nameFiles(job, output, values, report);
      return EXIT_DIFFERENT;
    }
    return report.unreadable.length > 0 ? EXIT_INCOMPLETE : EXIT_DONE;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const untold = withoutTold(error, job);
    if (untold === undefined) return EXIT_FAILED;
    throw untold;
  } finally {
    job.clear();
  }
}

/** The error without the reasons that were told as troubles when they came up; nothing when all were. */
function withoutTold(error: RecordError, job: JobOutput): RecordError | undefined {
  const { reasons, hints, report } = error;
  const left = [...reasons.keys()].filter((i) => !job.told(reasons[i]!));
  if (left.length === reasons.length) return error;
  if (left.length === 0) return undefined;
  return new RecordError(left.map((i) => reasons[i]!), report, {
    cause: error,
    hints: left.map((i) => hints[i]),
  });
}

/** What a request to stop is answered with; the one after the last ends the program. */
const STOP_ANSWERS: readonly string[] = [
  "stopping: the drive is being brought to a safe state, which may take some minutes",
  "still stopping: one more Ctrl-C ends the program at once, but may leave the drive locked and the disc open",
];

function answerStop(output: Output, request: number): void {
  const message = STOP_ANSWERS[request - 1];
  if (message === undefined) return;
  try {
    if (output.json) output.event({ event: "stopping", request, message });
    else output.message(`discglow: ${message}`);
  } catch {
    return; // the terminal may be what went away
  }
}

async function nameFiles(
  job: JobOutput,
  output: Output,
  values: CdglowValues,
  { target, different, firstBlock }: RecordReport,
): Promise<void> {
  const { source = "-" } = values;
  const inImage = different.map(({ first, count }) => ({ first: first - firstBlock, count }));
  const onDisc = { name: target, firstBlock };
  const copies = source === "-" ? [onDisc] : [{ name: source, firstBlock: 0 }, onDisc];
  const owners = await ownersOfBlocks(copies, inImage);
  for (const [i, owner] of owners.entries()) {
    if (output.json) job.record(ownersRecord(different[i]!, owner));
    else job.line(ownersLine(different[i]!, owner));
  }
}
