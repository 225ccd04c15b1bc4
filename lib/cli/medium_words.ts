/**
 * A medium in words, for the lines of a job and for `media` and `devices`.
 *
 * @module
 */

import type { MediumState, MediumSummary } from "../mmc/medium.ts";
import { showBlocks, showSpeed } from "./amounts.ts";
import { count } from "./count.ts";

const STATES: Readonly<Record<MediumState, string>> = {
  blank: "blank",
  appendable: "appendable",
  closed: "closed",
  overwriteable: "overwriteable",
  unformatted: "not formatted",
};

/** What the state of a disc is called. */
export function stateWords(medium: MediumSummary): string {
  return STATES[medium.state];
}

/** `12219392 blocks (25.0 GB)` */
export function sizeWords(blocks: number): string {
  return `${count(blocks, "block")} (${showBlocks(blocks)})`;
}

/** `blank BD-R, 12219392 blocks (25.0 GB) free` */
export function mediumWords(medium: MediumSummary): string {
  const kind = `${stateWords(medium)} ${medium.name}`;
  switch (medium.state) {
    case "closed":
      return `${kind}, ${sizeWords(medium.capacity)} recorded`;
    case "unformatted":
      return `${kind}, ${sizeWords(medium.capacity)}`;
    default:
      return `${kind}, ${sizeWords(medium.free)} free`;
  }
}

/** `6x, 4x, 2x`, or what is known instead. */
export function speedWords(medium: MediumSummary): string {
  if (medium.writeSpeeds.length === 0) return "the drive names none";
  return [...new Set(medium.writeSpeeds.map((kBs) => showSpeed(kBs, medium.baseSpeed)))].join(", ");
}
