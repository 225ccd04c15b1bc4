/**
 * Media for tests of what is said about them.
 *
 * @module
 */

import type { MediumSummary } from "../../lib/mmc/medium.ts";

/** A blank BD-R, or what is made of it. */
export function bdR(changes: Partial<MediumSummary> = {}): MediumSummary {
  return {
    name: "BD-R",
    profile: 0x41,
    family: "bd-r",
    state: "blank",
    capacity: 12_219_392,
    free: 12_219_392,
    nextWritable: 0,
    erasable: false,
    sessions: 1,
    tracks: [],
    writeSpeeds: [26_976, 17_984, 8992],
    baseSpeed: 4496,
    mediaId: "CMCMAG-BA5",
    ...changes,
  };
}
