/**
 * The thread that fills a ring with portions of nothing.
 *
 * @module
 */

/// <reference lib="deno.worker" />

import { Ring, type RingData } from "../../lib/ring/ring.ts";

const worker = self as unknown as DedicatedWorkerGlobalScope;

worker.onmessage = ({ data }: MessageEvent<{ readonly ring: RingData; readonly portions: number }>) => {
  const ring = new Ring(data.ring);
  for (let i = 0; i < data.portions; i++) {
    const fill = ring.claim();
    ring.slot(fill);
    ring.publish(fill, ring.data.slotBytes);
  }
};
worker.postMessage("ready");
