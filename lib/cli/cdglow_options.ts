/**
 * The words of `discglow cdglow` as the options of {@linkcode record}.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { isoImageBytes } from "../image/volume_bytes.ts";
import { isSamePlace } from "../recorder/job/same_place.ts";
import type { RecordOptions } from "../recorder/options.ts";
import type { CDGLOW_WORDS } from "./cdglow_words.ts";
import { given } from "./scan_options.ts";
import type { Values } from "./words.ts";

/** What the parser makes of the words of `cdglow`. */
export type CdglowValues = Values<typeof CDGLOW_WORDS>;

const MEBIBYTE = 2 ** 20;

/** Makes the options of the words; what cannot be meant together is a `UsageError`. */
export function recordOptions(values: CdglowValues): RecordOptions {
  checkTogether(values);
  return {
    source: values.source ?? "-",
    target: wantTarget(values),
    verify: values.verify,
    preview: values.preview,
    multi: values.multi,
    keepGoing: values["keep-going"],
    eject: values.eject,
    trace: values.trace,
    progressBytes: progressBytes(values.progress),
    imageBytes: isoImageBytes,
    ...given({
      speed: values.factor === undefined ? values.speed : Number(values.factor),
      buffer: values.buffer,
      size: values.size,
      mode: values.mode,
      recordFile: values.record,
    }),
  };
}

/** Rounded up to whole MiB, as the classic program does; 0 stays 0. */
export function progressBytes(bytes: number = MEBIBYTE): number {
  return Math.ceil(bytes / MEBIBYTE) * MEBIBYTE;
}

function wantTarget({ target }: CdglowValues): string {
  if (target !== undefined) return target;
  throw new UsageError("Cannot record: there is no target", {
    hint: "add -t DEVICE; discglow devices lists the drives",
  });
}

function checkTogether(values: CdglowValues): void {
  if (values.factor !== undefined && values.speed !== undefined) {
    throw new UsageError("Cannot use -f and --speed together: each chooses the speed", {
      hint: "choose one of them",
    });
  }
  if (values.preview && values.verify) {
    throw new UsageError("Cannot compare after a preview: nothing is recorded", {
      hint: "leave out -v or -p",
    });
  }
  if (values.preview && values.record !== undefined) {
    throw new UsageError("Cannot write a record of a preview: nothing is recorded", {
      hint: "leave out --record or -p",
    });
  }
  if (values.source !== undefined && values.source === values.target) {
    throw new UsageError(`Cannot record ${values.source} on itself: source and target are one device`);
  }
  checkRecord(values);
}

/** The record takes the place of a file of its name, which must not be one that the job is about. */
function checkRecord({ record, source = "-", target = "-" }: CdglowValues): void {
  for (const name of [source, target]) {
    if (record === undefined || !isSamePlace(name, record)) continue;
    throw new UsageError(`Cannot write the record to ${record}: that is ${name}`, {
      hint: "choose another name with --record",
    });
  }
}
