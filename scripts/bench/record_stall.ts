/**
 * How long a source may stall before the recorder runs out of data.
 *
 * @module
 */

import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { jobEvents } from "./record_events.ts";
import { removeIfThere } from "./tree_folder.ts";

const MIB = 1 << 20;

/** Bytes of the ring. */
const RING = 64 * MIB;

/** The recorder: a BD at twelve times its base speed of 4495.5 kB/s. */
const FACTOR = 12;
const SPEED = FACTOR * 4_495_500;

/** Seconds of a stall that the ring covers by its size. */
export const CALCULATED = RING / SPEED;

/** How exactly it is told, in seconds. */
const STEP = 0.02;

/** What the source gives before and after its stall: the ring is full by then, and the end is far enough away. */
const BEFORE = 96;
const AFTER = 64;

/**
 * Seconds of the longest stall that the ring covers, found by recording for real with ever closer ones.
 *
 * @param image a file of 160 MiB at least
 * @param folder where the disc goes
 */
export async function longestStall(image: string, folder: string): Promise<number> {
  let covered = 0.5 * CALCULATED;
  let not = 1.5 * CALCULATED;
  if (await underruns(covered, image, folder) > 0) return 0;
  while (not - covered > STEP) {
    const middle = (covered + not) / 2;
    if (await underruns(middle, image, folder) === 0) covered = middle;
    else not = middle;
  }
  return covered;
}

/** Records from a source that stalls for so many seconds; tells how often the ring was empty. */
async function underruns(seconds: number, image: string, folder: string): Promise<number> {
  const disc = `${folder}/stalled`;
  createVirtualDisc(disc, { media: "bd-r", drive: { speed: FACTOR } });
  try {
    const source = `{ dd if="$IMAGE" bs=1M count=${BEFORE}; sleep ${seconds.toFixed(3)}; ` +
      `dd if="$IMAGE" bs=1M count=${AFTER}; } 2> /dev/null`;
    const words = [
      "-s",
      "-",
      "-t",
      `virtual:${disc}`,
      "--size",
      `${(BEFORE + AFTER) * MIB}`,
      "-b",
      `${RING}`,
    ];
    const events = await jobEvents(words, { from: source, env: { IMAGE: image } });
    const recorded = events.find((event) => event.event === "recorded");
    if (recorded === undefined) throw new Error("Cannot tell how long a stall may be: the job told no end");
    return Number(recorded.underruns);
  } finally {
    await removeIfThere(disc);
    await removeIfThere(`${disc}.state`);
  }
}
