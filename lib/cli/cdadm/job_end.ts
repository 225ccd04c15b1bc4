/**
 * The exit code of a job, and the error that it ended with.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import { JukeboxError } from "../../jukebox/errors.ts";
import type { Job } from "../../jukebox/model.ts";
import { EXIT_DIFFERENT, EXIT_DONE, EXIT_STOPPED } from "../exit_codes.ts";
import type { Output } from "../output.ts";

/** What of a verb's call is needed. */
interface Asking {
  readonly client: Pick<JukeboxClient, "disc">;
  readonly output: Output;
}

/**
 * 0 when the job has done all it was asked for, 4 when it has not and a comparison found differences, 130 when it
 * was stopped.
 *
 * @throws {JukeboxError} when it has failed otherwise
 */
export async function endOfJob({ client, output }: Asking, job: Job): Promise<number> {
  if (job.state === "stopped") return EXIT_STOPPED;
  if (job.state === "done") return EXIT_DONE;
  const words = job.words ?? `Cannot finish job ${job.id}: the server does not say why`;
  if (await differs(client, job)) {
    if (!output.json) output.message(`discglow: ${words}`);
    return EXIT_DIFFERENT;
  }
  throw new JukeboxError("failed", words, { hint: `discglow cdadm job ${job.id} shows what became of it` });
}

async function differs(client: Pick<JukeboxClient, "disc">, { id, discs }: Job): Promise<boolean> {
  for (const { step, disc } of discs) {
    if (step !== "bad" || disc === null) continue;
    const facts = await client.disc(disc).catch(() => undefined);
    if (facts?.verified === "different" && facts.verifiedJob === id) return true;
  }
  return false;
}
