/**
 * Waits for the end of a job, and tells what happens on the way.
 *
 * @module
 */

import { pause } from "../../pause.ts";
import type { JukeboxEvent } from "../events.ts";
import type { Job } from "../model.ts";
import type { JukeboxClient, WaitOptions } from "./client.ts";

/** The server answers sooner when a job ends; this is how often an unbroken wait is renewed. */
const WAIT = 30_000;
/** Events that were told before the job's end may still be on their way. */
const GRACE = 1000;

/**
 * Waits. The events are for watching only: what counts is the job as the server answers it, so that an event that
 * was lost on the way cannot make the wait endless.
 */
export async function waitForJob(client: JukeboxClient, id: number, options: WaitOptions): Promise<Job> {
  const { onEvent, signal } = options;
  if (onEvent === undefined) return await poll(client, id, signal);
  const left = new AbortController();
  const both = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  const watching = watch(client, id, onEvent, both);
  try {
    const job = await poll(client, id, signal);
    await Promise.race([watching, pause(GRACE, both)]);
    return job;
  } finally {
    left.abort();
    await watching;
  }
}

async function poll(client: JukeboxClient, id: number, signal: AbortSignal | undefined): Promise<Job> {
  for (;;) {
    const job = await client.job(id, WAIT, { signal });
    if (hasEnded(job)) return job;
  }
}

/** Ends with the job, or when nothing more can be heard. */
async function watch(
  client: JukeboxClient,
  id: number,
  onEvent: (event: JukeboxEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const event of client.events({ job: id, signal })) {
      onEvent(event);
      if (event.event === "job" && hasEnded(event.job)) return;
    }
  } catch {
    // Watching is given up: the wait itself says what is wrong with the server.
  }
}

function hasEnded({ state }: Job): boolean {
  return state !== "queued" && state !== "running";
}
