/**
 * The reader threads of an image.
 *
 * @module
 */

import { Ring } from "../../ring/ring.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { Crew } from "./crew.ts";
import { usefulThreads } from "./pool.ts";
import type { Run } from "./runs.ts";

/** Bytes of a portion. */
export const PORTION_BYTES = 1 << 18;
// Small enough to stay in the cores' caches on its way from a reader to the writer.
const SLOTS = 24;

/** Below this size threads cost more than they bring, in bytes. */
export const WORTH_THREADS = 4 << 20;

/** Makes the ring between readers and the consumer. */
export function newRing(): Ring {
  return Ring.create(SLOTS, PORTION_BYTES);
}

/** Starts as many readers as the machine has use for. */
export function startReaders(crew: Crew, ring: Ring, layout: ImageLayout, runs: readonly Run[]): void {
  for (let i = 0; i < usefulThreads(); i++) void crew.start({ task: "read", layout, ring: ring.data, runs });
}
