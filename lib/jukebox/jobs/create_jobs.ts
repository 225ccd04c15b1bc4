/**
 * Makes the jobs of a server.
 *
 * @module
 */

import { JobList } from "./job_list.ts";
import type { JobsOptions } from "./job_tools.ts";
import type { Jobs } from "./jobs.ts";

export type { JobsOptions } from "./job_tools.ts";

/** Takes the jobs of the database over. Nothing runs before {@linkcode Jobs.resume} or {@linkcode Jobs.submit}. */
export function createJobs(options: JobsOptions): Jobs {
  return new JobList(options);
}
