/**
 * The process in numbers, named as Prometheus' own libraries name them.
 *
 * @module
 */

import type { MetricFamily } from "./exposition.ts";

/** Memory of the process. */
export function processFamilies(): MetricFamily[] {
  const { rss, heapUsed } = Deno.memoryUsage();
  return [
    {
      name: "process_resident_memory_bytes",
      help: "Resident memory.",
      type: "gauge",
      samples: [{ value: rss }],
    },
    {
      name: "discglow_heap_used_bytes",
      help: "Memory of the main thread's JavaScript objects.",
      type: "gauge",
      samples: [{ value: heapUsed }],
    },
  ];
}
