/**
 * The folders of jobs: images that are made for one job, and what is kept of every disc.
 *
 * @module
 */

import { statfs } from "node:fs/promises";
import { DiscglowError, reasonOf } from "../../errors.ts";
import type { JobState } from "../model.ts";
import type { JobTools } from "./job_tools.ts";

/** Whose spooled image is still needed. */
const OPEN: readonly JobState[] = ["queued", "running", "interrupted"];

/** Free space that is left to others, in bytes. */
const RESERVE = 16 << 20;

/** Files of protocols and records that a killed server was writing; whatever else lies there is not ours. */
const UNFINISHED = /^\d+-\d+\.(json|txt|record\.json\.\d+)\.part$/;

/** Path of a job's image. */
export function spoolPath({ spool }: Pick<JobTools, "spool">, job: number): string {
  return `${spool}/job-${job}.iso`;
}

/** The same while it is being made. */
export function unfinishedPath(tools: Pick<JobTools, "spool">, job: number): string {
  return `${spoolPath(tools, job)}.part`;
}

/** Makes the folders, and removes what jobs have left that will not go on. */
export function cleanFolders(tools: JobTools): void {
  const { spool, protocols } = tools;
  for (const folder of [spool, protocols]) make(folder);
  for (const { name } of Deno.readDirSync(spool)) {
    const [, job, part] = /^job-(\d{1,15})\.iso(\.part)?$/.exec(name) ?? [];
    if (job === undefined) continue;
    const state = tools.volumes.job(Number(job))?.state;
    if (part !== undefined || state === undefined || !OPEN.includes(state)) remove(`${spool}/${name}`);
  }
  for (const { name } of Deno.readDirSync(protocols)) {
    if (UNFINISHED.test(name)) remove(`${protocols}/${name}`);
  }
}

function make(folder: string): void {
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o750 });
  } catch (error) {
    throw new DiscglowError(`Cannot make ${folder}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Removes what a job has spooled. */
export function removeSpooled(tools: JobTools, job: number): void {
  remove(spoolPath(tools, job));
  remove(unfinishedPath(tools, job));
}

/** Removes a file that may be there. */
export function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It is not there; what cannot be removed is tried again at the next start.
  }
}

/** Refuses to begin what does not fit. */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  let free: number;
  try {
    const { bavail, bsize } = await statfs(folder);
    free = Math.max(0, Number(bavail) * Number(bsize) - RESERVE);
  } catch (error) {
    throw new DiscglowError(`Cannot use ${folder}: ${reasonOf(error)}`, { cause: error });
  }
  if (bytes <= free) return;
  throw new DiscglowError(`Cannot make an image of ${bytes} bytes in ${folder}: ${free} bytes are free`, {
    hint: "make room in the state folder",
  });
}
