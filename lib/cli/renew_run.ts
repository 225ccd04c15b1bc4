/**
 * Runs `discglow blank` and `discglow format`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Drive } from "../mmc/drive.ts";
import { examineMedium } from "../mmc/examine.ts";
import { blankMedium } from "../recorder/blank.ts";
import type { RecordEvent } from "../recorder/events.ts";
import { formatMedium } from "../recorder/format.ts";
import type { Context } from "./command.ts";
import { EXIT_DONE } from "./exit_codes.ts";
import { JobOutput } from "./job_output.ts";
import { mediumWords } from "./medium_words.ts";
import { openDrive } from "./open_drive.ts";
import type { Output } from "./output.ts";

/** Blanks the disc in a drive. */
export function runBlank(
  device: string,
  values: { readonly fast: boolean; readonly full: boolean; readonly trace: boolean },
  { output }: Context,
): number {
  if (values.fast && values.full) {
    throw new UsageError("Cannot use --fast and --full together: each says how it is blanked", {
      hint: "choose one of them",
    });
  }
  const fast = values.fast ? true : values.full ? false : undefined;
  return renew(device, output, values.trace, (drive, tell) => blankMedium(drive, { fast }, tell));
}

/** Formats the disc in a drive. */
export function runFormat(
  device: string,
  { full, trace }: { readonly full: boolean; readonly trace: boolean },
  { output }: Context,
): number {
  return renew(device, output, trace, (drive, tell) => formatMedium(drive, { full }, tell));
}

type Tell = (event: RecordEvent) => void;

/** Makes a disc new and tells what it is now. */
function renew(
  device: string,
  output: Output,
  trace: boolean,
  how: (drive: Drive, tell: Tell) => void,
): number {
  const job = new JobOutput(output);
  using drive = openDrive(device, { exclusive: true, trace: trace ? output : undefined });
  try {
    how(drive, job.take);
    const medium = examineMedium(drive);
    if (medium !== undefined) job.take({ event: "disc", words: mediumWords(medium), medium });
  } finally {
    job.clear();
  }
  return EXIT_DONE;
}
