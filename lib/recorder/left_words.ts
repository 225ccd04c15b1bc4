/**
 * What a job leaves in the drive, in one sentence.
 *
 * @module
 */

import type { MediumSummary } from "../mmc/medium.ts";

/** What is known at the end. */
export interface Leavings {
  /** The disc as it was seen last; `undefined` when the drive no longer tells. */
  readonly medium: MediumSummary | undefined;
  /** Logical block address of the first recorded block. */
  readonly firstBlock: number;
  /** Blocks that the drive has taken. */
  readonly taken: number;
  /** The same with those of a write that failed, of which some may stand on the disc. */
  readonly tried: number;
  /** The drive or the disc failed. */
  readonly failed: boolean;
  /** It was a preview. */
  readonly preview: boolean;
  /** The drive can read what was recorded; `undefined` when that was not asked. */
  readonly readable: boolean | undefined;
}

/** The sentence, without a final period. */
export function leftWords(leavings: Leavings): string {
  const { medium, firstBlock, taken, tried, failed, preview, readable } = leavings;
  if (medium === undefined) {
    return tried === 0 || preview
      ? "The drive does not tell what is on the disc"
      : `The drive does not tell what is on the disc; it had taken ${
        blockCount(taken)
      } from block ${firstBlock} on`;
  }
  const disc = `the ${medium.name}`;
  if (preview) return `Nothing was recorded on ${disc}: it was a preview`;
  const blocks = standingBlocks(leavings);
  // Room that was announced to the drive and not filled is gone once the drive has let go of it.
  const state = stateWords(medium, failed || blocks === 0 || readable === false);
  if (blocks > 0) {
    const count = `${tried > taken ? "At least " : ""}${blockCount(blocks)} ${
      blocks === 1 ? "stands" : "stand"
    }`;
    const hidden = readable === false ? ", and this drive cannot read it" : "";
    return `${count} on ${disc} from block ${firstBlock} on; it is ${state}${hidden}`;
  }
  return tried > 0 && endOf(medium) > firstBlock
    ? `What the first write has left on ${disc} from block ${firstBlock} on is not known; it is ${state}`
    : `Nothing was recorded on ${disc}, which is ${state}`;
}

/** `1 block`, `7 blocks` */
export function blockCount(blocks: number): string {
  return blocks === 1 ? "1 block" : `${blocks} blocks`;
}

function stateWords({ state, free, nextWritable }: MediumSummary, failed: boolean): string {
  if (state !== "appendable") return state;
  // Nobody knows where a drive goes on that does not tell, or that has failed in the middle of a session.
  return failed || nextWritable === undefined ? "open" : `open, with ${blockCount(free)} free`;
}

/**
 * How many blocks of a recording are known to stand on the disc: what the drive has taken, unless the disc itself
 * tells that it has less. A write that failed may have left more, filled up by the drive with something else.
 */
export function standingBlocks({ medium, firstBlock, taken }: Leavings): number {
  return medium === undefined ? taken : Math.max(0, Math.min(taken, endOf(medium) - firstBlock));
}

/** Behind the last recorded block; on media that are recorded anywhere nobody tells. */
function endOf({ state, nextWritable, tracks }: MediumSummary): number {
  if (state === "overwriteable") return Infinity;
  return Math.max(nextWritable ?? 0, ...tracks.map(({ first, blocks }) => first + blocks));
}
