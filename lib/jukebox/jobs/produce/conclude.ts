/**
 * The last word on a disc: the protocol, what the database knows of it, and what it is called from now on.
 *
 * @module
 */

import type { DriveLease } from "../../device/device.ts";
import type { VerifyResult } from "../../model.ts";
import type { DiscItem } from "../disc_queue.ts";
import type { JobRun } from "../job_run.ts";
import type { LastOutcome } from "../outcome.ts";
import { wordsOf } from "../words_of.ts";
import { keepProtocol, type Protocol } from "./protocol.ts";
import { noteTouched, unproved } from "./unproved.ts";

/** What is known of a disc in the end. */
export interface Conclusion {
  /** `false`: it is set aside. */
  readonly good: boolean;
  /** One sentence without a final period. */
  readonly words: string;
  /** How the comparison went; `undefined` when there was none. */
  readonly verified: VerifyResult | undefined;
  readonly protocol: Protocol;
  readonly fatal?: string;
}

/** Says it; `lease` of the drive where the disc still lies, if it does. */
export async function conclude(
  run: JobRun,
  { ordinal }: Pick<DiscItem, "ordinal">,
  lease: DriveLease | undefined,
  { good, words, verified, protocol: facts, fatal }: Conclusion,
): Promise<LastOutcome> {
  const { volumes } = run.tools;
  const protocol: Protocol = { ...facts, result: good ? "good" : "bad", words };
  const { disc } = run.disc(ordinal);
  if (disc !== null) {
    noteTouched(volumes, disc, run.id);
    if (good) await inspect(run, lease, ordinal);
    if (verified !== undefined) volumes.noteVerified(disc, run.id, verified);
    if (!good) volumes.setAside(disc, words);
    tellDisc(run, disc);
  }
  keepProtocol(run, ordinal, protocol);
  return { step: good ? "good" : "bad", words, protocol, ...(fatal === undefined ? {} : { fatal }) };
}

/** Leaves it as one that nobody vouches for; `why` nothing was proved. */
export function leave(run: JobRun, { ordinal }: Pick<DiscItem, "ordinal">, why: string): LastOutcome {
  const row = run.disc(ordinal);
  const left = unproved(row, why);
  if (row.disc !== null) {
    noteTouched(run.tools.volumes, row.disc, run.id, left.words);
    tellDisc(run, row.disc);
  }
  keepProtocol(run, ordinal, { ...left.protocol });
  return left;
}

/** So that it is among the volumes. What was proved of it stands, whether or not its names can be read. */
async function inspect(run: JobRun, lease: DriveLease | undefined, ordinal: number): Promise<void> {
  try {
    await lease?.inspect();
  } catch (error) {
    const words = wordsOf(error);
    run.log(2, `disc ${ordinal} of the job cannot be inspected: ${words}`);
  }
}

function tellDisc({ tools }: JobRun, id: number): void {
  const disc = tools.volumes.disc(id);
  if (disc !== undefined) tools.events.tell({ event: "disc", disc });
}
