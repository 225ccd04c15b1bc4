/**
 * Waits for a job of the server; Ctrl-C asks the server to stop it in order.
 *
 * @module
 */

import type { JukeboxEvent } from "../../jukebox/events.ts";
import { JukeboxError } from "../../jukebox/errors.ts";
import type { Job } from "../../jukebox/model.ts";
import { pause } from "../../pause.ts";
import type { Output } from "../output.ts";
import type { Words } from "../words.ts";
import type { VerbCall } from "./verb.ts";

/** What following a job takes of a verb's call. */
export type Follower = Pick<VerbCall<Words>, "client" | "output" | "signal">;

/** How often, and after how many milliseconds each, an interrupted job is asked about. */
const TRIES = 10;
const PAUSE = 100;

/** Waits until the job has ended, and hears of what happens to it. Whoever leaves earlier leaves it to the server. */
export async function followJob(
  { client, output, signal }: Follower,
  job: Job,
  onEvent: (event: JukeboxEvent) => void = () => {},
): Promise<Job> {
  const stopping: Promise<unknown>[] = [];
  const ask = (): void => {
    tellStopping(output, job);
    stopping.push(client.stopJob(job.id).catch(() => {}));
  };
  const stop = signal();
  if (stop.aborted) ask();
  else stop.addEventListener("abort", ask, { once: true });
  try {
    do {
      const ended = await client.waitForJob(job.id, { onEvent });
      await Promise.all(stopping);
      if (ended.state !== "interrupted") return ended;
    } while (await isTakenUp(client, job));
  } catch (error) {
    if (!(error instanceof JukeboxError) || error.kind !== "failed") throw error;
    throw lost(job, "the server does not answer any more");
  } finally {
    stop.removeEventListener("abort", ask);
  }
  throw lost(job, `it was interrupted, and ${job.device} is not attached again`);
}

/** A server that was started anew takes up a job as soon as its device is attached. */
async function isTakenUp(client: Follower["client"], { id, device }: Job): Promise<boolean> {
  for (let tries = 0; tries < TRIES;) {
    await pause(PAUSE);
    if ((await client.job(id)).state !== "interrupted") return true;
    const { state } = await client.device(device).catch(() => ({ state: undefined }));
    if (state !== "attaching") tries++;
  }
  return false;
}

function tellStopping(output: Output, { id }: Job): void {
  const message =
    `job ${id} is being stopped, which may take as long as the disc in work; a second Ctrl-C does not wait`;
  if (output.json) output.event({ event: "stopping", job: id, message });
  else output.message(`discglow: ${message}`);
}

/** A job that the server has taken lives longer than the server. */
function lost({ id }: Job, why: string): JukeboxError {
  return new JukeboxError("failed", `Cannot wait for job ${id}: ${why}`, {
    hint: `it goes on when server and device are there again: discglow cdadm job ${id} --follow`,
  });
}
