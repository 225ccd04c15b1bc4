/**
 * The server's status in one line.
 *
 * @module
 */

import type { ServerStatus } from "../service.ts";

/** `2 devices attached, 1 not working, 1 job running, 3 queued` */
export function statusWords({ devices, jobsRunning, jobsQueued }: ServerStatus): string {
  const attached = devices.filter(({ state }) => state !== "failed").length;
  const failed = devices.length - attached;
  const parts = [`${attached} ${attached === 1 ? "device" : "devices"} attached`];
  if (failed > 0) parts.push(`${failed} not working`);
  parts.push(`${jobsRunning} ${jobsRunning === 1 ? "job" : "jobs"} running`);
  if (jobsQueued > 0) parts.push(`${jobsQueued} queued`);
  return parts.join(", ");
}
