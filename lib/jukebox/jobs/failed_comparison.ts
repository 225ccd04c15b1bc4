/**
 * What a comparison that did not come to its end says of drive and disc.
 *
 * @module
 */

import type { DriveLease } from "../device/device.ts";
import type { DiscStage } from "./disc_queue.ts";
import { elsewhere, isUnreachable, type Outcome } from "./outcome.ts";
import { wordsOf } from "./words_of.ts";

/** Blocks that cannot be read differ, and end no comparison: whatever it was, another drive may do better. */
export async function failedComparison(
  lease: DriveLease,
  stage: DiscStage,
  error: unknown,
): Promise<Outcome> {
  if (isUnreachable(error)) return elsewhere(stage, error);
  try {
    await lease.examine();
  } catch (cause) {
    return elsewhere(stage, cause);
  }
  return { step: { again: stage }, words: wordsOf(error), driveFailed: true };
}
