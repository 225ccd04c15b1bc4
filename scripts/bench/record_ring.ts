/**
 * What it costs to hand a portion from the thread that reads to the one that writes.
 *
 * @module
 */

import { Ring } from "../../lib/ring/ring.ts";

/** Portions that are handed over in one measurement. */
const PORTIONS = 200_000;
const SLOTS = 64;

/** Microseconds a portion, with nothing in it: waits and wakes included. */
export async function measureRing(): Promise<number> {
  const ring = Ring.create(SLOTS, 4096);
  const worker = new Worker(new URL("./record_ring_worker.ts", import.meta.url), { type: "module" });
  try {
    await new Promise((resolve) => {
      worker.onmessage = resolve;
    });
    worker.postMessage({ ring: ring.data, portions: PORTIONS });
    const start = performance.now();
    for (let fill = 0; fill < PORTIONS; fill++) {
      ring.take(fill);
      ring.release(fill);
    }
    return (performance.now() - start) * 1000 / PORTIONS;
  } finally {
    worker.terminate();
  }
}
