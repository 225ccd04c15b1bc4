/**
 * Discs that hold what was recorded, or a part of it, and that nobody vouches for: they are neither good nor bad.
 *
 * @module
 */

import type { Volumes } from "../../database/volumes.ts";
import type { JobDisc } from "../../model.ts";
import { noteDoubt } from "../doubt.ts";

/** What the protocol tells of them instead of `good` or `bad`. */
const UNPROVED = "unproved";

/** What a job's row says of such a disc, by the step it was at when the job could not go on with it. */
export function unproved({ step, protocol }: JobDisc, why: string): Pick<JobDisc, "words" | "protocol"> & {
  readonly step: "skipped";
  readonly words: string;
} {
  const words = step === "verifying"
    ? `recorded, but not compared: ${why}`
    : `its recording was interrupted, and nobody has looked at the disc since: ${why}`;
  return { step: "skipped", words, protocol: { ...protocol, result: UNPROVED, words } };
}

/** Whether a disc of a job is one of them. */
export function isUnproved({ protocol }: Pick<JobDisc, "protocol">): boolean {
  return protocol?.["result"] === UNPROVED;
}

/** It was being recorded: what the database knew of its contents is no longer true. */
export function noteTouched(
  volumes: Pick<Volumes, "disc" | "noteFacts" | "noteRecorded">,
  id: number,
  job: number,
  remark: string | null = null,
): void {
  volumes.noteRecorded(id, job);
  noteDoubt(volumes, id, remark);
}
