/**
 * Waiting for one side of a job, and saying so.
 *
 * @module
 */

import type { RecordEvent } from "../events.ts";

const TELL_MS = 2000;

/**
 * Waits, and tells of it every two seconds.
 *
 * @param what is waited for, such as `hear from the source`
 */
export async function patiently<T>(
  work: Promise<T>,
  what: string,
  tell: (event: RecordEvent) => void,
): Promise<T> {
  const began = performance.now();
  const telling = setInterval(() => {
    const seconds = (performance.now() - began) / 1000;
    tell({ event: "waiting", what, seconds, fraction: undefined });
  }, TELL_MS);
  try {
    return await work;
  } finally {
    clearInterval(telling);
  }
}
