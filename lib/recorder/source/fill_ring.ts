/**
 * The reader's work: the source into the ring, from its beginning to its end.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { Source } from "./source.ts";
import type { SlotFiller } from "./slot_filler.ts";

/** How the reading ended. */
export type ReadEnd = "ended" | "stopped";

/**
 * Reads until the source or what is wanted of it ends. On failure everything that was read is handed over first.
 *
 * @param wanted bytes to read; `undefined` for as many as there are
 * @throws {DiscglowError} when the source fails, or ends before the bytes wanted
 */
export function fillRing(source: Source, filler: SlotFiller, wanted: number | undefined): ReadEnd {
  let failed = true;
  try {
    const end = pass(source, filler, wanted ?? Infinity);
    if (end === "ended" && wanted !== undefined && filler.bytes < wanted) {
      throw endsEarly(source, filler, wanted);
    }
    failed = end !== "ended";
    return end;
  } finally {
    filler.end(failed);
  }
}

function pass(source: Source, filler: SlotFiller, wanted: number): ReadEnd {
  while (filler.bytes < wanted) {
    const space = filler.space();
    if (space === undefined) return "stopped";
    const most = wanted - filler.bytes;
    const got = source.read(most < space.length ? space.subarray(0, most) : space);
    if (got === undefined) return "stopped";
    if (got === 0) return "ended";
    filler.put(got);
  }
  return "ended";
}

function endsEarly(source: Source, filler: SlotFiller, wanted: number): DiscglowError {
  return new DiscglowError(
    `Cannot read all of ${source.name}: it ended after ${filler.bytes} of ${wanted} bytes`,
  );
}
