/**
 * What comes of the discs of a job.
 *
 * @module
 */

import { DeviceError } from "../../errors.ts";
import { TaskError } from "../../recorder/threads/job_thread.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import { JukeboxError } from "../errors.ts";
import type { JobDisc } from "../model.ts";
import type { DiscStage } from "./disc_queue.ts";
import { wordsOf } from "./words_of.ts";

/** What came of a disc in a drive. */
export interface Outcome {
  /** What it is now, or how it goes on. */
  readonly step: "good" | "bad" | "skipped" | { readonly again: DiscStage };
  /** One sentence without a final period. */
  readonly words: string | null;
  readonly protocol?: JobDisc["protocol"];
  /** The drive is at fault, and is not used any more; in words. */
  readonly driveTrouble?: string;
  /** The drive has failed with this disc: whose fault it is, other discs in it and other drives will tell. */
  readonly driveFailed?: boolean;
  /** Nothing more can be done by this job; in words. */
  readonly fatal?: string;
}

/** What came of a disc that is done with. */
export interface LastOutcome extends Outcome {
  readonly step: "good" | "bad" | "skipped";
}

/** What went wrong beside the discs. */
export interface Troubles {
  /** One sentence each. */
  readonly drives: string[];
  fatal: string | undefined;
}

/** A disc that could not be worked on in a drive goes on in another one. */
export function elsewhere(stage: DiscStage, error: unknown): Outcome {
  const words = wordsOf(error);
  const blame = isAnswer(error) ? { driveFailed: true } : { driveTrouble: words };
  return { step: { again: stage }, words, ...blame };
}

/** No command gets to the drive, whatever disc is in it: it is gone, or in someone else's hands. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof TaskError) return error.failure.trouble !== undefined;
  return error instanceof TransportError;
}

/** The drive, the changer or the jukebox has said no, which may be because of the disc. */
function isAnswer(error: unknown): boolean {
  if (error instanceof JukeboxError) return error.kind !== "failed";
  return error instanceof DeviceError && !isUnreachable(error) && error.answer.key !== undefined;
}
