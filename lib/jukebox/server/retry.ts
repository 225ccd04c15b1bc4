/**
 * Tries again by itself what has failed: often at first, seldom later.
 *
 * @module
 */

import { pause } from "../../pause.ts";

/** Milliseconds before the first attempt; the double before each one that follows. */
const FIRST = 15_000;
const LONGEST = 10 * 60_000;

/** Makes attempts until one says that no other is needed, or the signal comes. */
export async function retry(
  attempt: () => Promise<boolean>,
  signal: AbortSignal,
  first: number = FIRST,
): Promise<void> {
  let wait = first;
  while (await pause(wait, signal) && !await attempt()) wait = Math.min(2 * wait, LONGEST);
}
