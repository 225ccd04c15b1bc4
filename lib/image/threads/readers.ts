/**
 * The reader threads of an image.
 *
 * @module
 */

import { Ring } from "../../ring/ring.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { Crew } from "./crew.ts";
import type { ReaderTask } from "./read_worker.ts";
import type { Run } from "./runs.ts";

/** Bytes of a portion. */
export const PORTION_BYTES = 1 << 18;
const SLOTS = 64;
const MOST_READERS = 4;

/** Below this size threads cost more than they bring, in bytes. */
export const WORTH_THREADS = 4 << 20;

/** Makes the ring between readers and the consumer. */
export function newRing(): Ring {
  return Ring.create(SLOTS, PORTION_BYTES);
}

/** Starts as many readers as the machine has use for. */
export function startReaders(crew: Crew, ring: Ring, layout: ImageLayout, runs: readonly Run[]): void {
  const task: ReaderTask = { layout, ring: ring.data, runs };
  const readers = Math.min(MOST_READERS, navigator.hardwareConcurrency);
  for (let i = 0; i < readers; i++) void crew.start(new URL("./read_worker.ts", import.meta.url), task);
}
