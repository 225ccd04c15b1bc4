/**
 * The jobs of the server: accepted, run, stopped, and taken up again.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { Job, JobState } from "../model.ts";
import { Bell } from "./bell.ts";
import { SlotClaims } from "./claims.ts";
import { JobRun } from "./job_run.ts";
import type { Ending, JobsOptions, JobTools } from "./job_tools.ts";
import type { JobRequest, Jobs } from "./jobs.ts";
import { type PausedJob, PausedJobs } from "./paused_jobs.ts";
import { settleStopped } from "./produce/settle_stopped.ts";
import { checkRequest } from "./requests/check_request.ts";
import { RUNNERS } from "./runners.ts";
import { cleanFolders, removeSpooled } from "./spool.ts";
import { isFull, wordsOf } from "./words_of.ts";

/**
 * Jobs of one kind and device that run at the same time; the others wait in their order. Kinds do not wait for each
 * other: a halted device goes on by a test, however many jobs wait for its drives.
 */
const MOST_AT_ONCE = 8;
const USUAL_PATIENCE = 20_000;
/** More than will ever wait. */
const MOST_JOBS = 1_000_000;
/** States in which nothing more happens to a job. */
const ENDED: readonly JobState[] = ["done", "failed", "stopped"];

interface Running {
  readonly run: JobRun;
  readonly lane: string;
  readonly ended: Promise<void>;
}

/** All jobs. */
export class JobList implements Jobs {
  readonly #tools: JobTools;
  readonly #patience: number;
  /** Waiting for their turn, by lane. */
  readonly #queued = new Map<string, number[]>();
  readonly #running = new Map<number, Running>();
  /** Rung when a job has ended, for those who wait for it. */
  readonly #waited = new Map<number, Bell>();
  readonly #paused = new PausedJobs((id, job) => this.#unpause(id, job));
  #closed = false;

  /** Takes the jobs of the database over; whatever is `running` there was interrupted. */
  constructor({ folder, patience = USUAL_PATIENCE, ...options }: JobsOptions) {
    const bell = new Bell();
    const folders = { spool: `${folder}/spool`, protocols: `${folder}/protocols` };
    this.#tools = { ...options, ...folders, bell, claims: new SlotClaims(bell) };
    this.#patience = patience;
    const { volumes } = options;
    for (const { id } of volumes.jobs({ states: ["running"], limit: MOST_JOBS })) {
      volumes.changeJob(id, { state: "interrupted", activity: null });
    }
    cleanFolders(this.#tools);
  }

  /** As {@linkcode Jobs.submit}. */
  submit({ kind, device: name, request, client }: JobRequest): Job {
    if (this.#closed) throw new JukeboxError("load", "Cannot begin a job: the server is about to end");
    const device = this.#tools.device(name);
    if (device === undefined) throw new JukeboxError("device", "No such device");
    const checked = checkRequest(kind, request, device, this.#tools);
    const { volumes } = this.#tools;
    const job = volumes.addJob(kind, name, checked, client);
    this.#queue(job);
    this.#tell(job.id);
    this.#begin(job);
    return volumes.job(job.id) ?? job;
  }

  /** As {@linkcode Jobs.stop}. */
  stop(id: number): Job {
    const job = this.#job(id);
    if (ENDED.includes(job.state)) return job;
    const running = this.#running.get(id);
    if (running !== undefined) {
      running.run.stop();
      return this.#job(id);
    }
    const lane = laneOf(job);
    this.#queued.set(lane, (this.#queued.get(lane) ?? []).filter((waiting) => waiting !== id));
    this.#end(id, "stopped", job.state === "queued" ? "Stopped before it began" : "Stopped");
    this.#paused.delete(id);
    return this.#job(id);
  }

  /** As {@linkcode Jobs.wait}. */
  async wait(id: number, milliseconds: number, signal?: AbortSignal): Promise<Job> {
    const until = performance.now() + milliseconds;
    for (;;) {
      const job = this.#job(id);
      const left = until - performance.now();
      if (ENDED.includes(job.state) || !(left > 0) || signal?.aborted === true) return job;
      const waits = this.#queued.get(laneOf(job))?.includes(id) ?? false;
      if (job.state === "interrupted" && !waits) return job;
      const bell = this.#waited.get(id) ?? new Bell();
      this.#waited.set(id, bell);
      await bell.waitFor(left, signal);
    }
  }

  /** As {@linkcode Jobs.asItIs}. */
  asItIs(job: Job): Job {
    const paused = this.#paused.get(job.id);
    if (paused === undefined) return job;
    return {
      ...job,
      state: "interrupted",
      activity: null,
      words: `${paused.why}; it goes on when there is room`,
    };
  }

  /** As {@linkcode Jobs.resume}. */
  resume(device: string): void {
    if (this.#closed) return;
    const { volumes } = this.#tools;
    const jobs = volumes.jobs({ states: ["interrupted", "queued", "running"], device, limit: MOST_JOBS });
    jobs.sort((a, b) => a.id - b.id);
    for (const job of jobs) {
      // One whose end could not be written down.
      if (job.state === "running" && !this.#running.has(job.id)) {
        volumes.changeJob(job.id, { state: "interrupted" });
      }
      this.#queue(job);
    }
    for (const job of new Map(jobs.map((job) => [job.kind, job])).values()) this.#begin(job);
  }

  /** As {@linkcode Jobs.close}. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#paused.close();
    this.#queued.clear();
    const running = [...this.#running.values()];
    for (const { run } of running) run.close(this.#patience);
    await Promise.all(running.map(({ ended }) => ended));
    for (const id of [...this.#waited.keys()]) this.#wake(id);
  }

  #job(id: number): Job {
    const job = this.#tools.volumes.job(id);
    if (job === undefined) throw new JukeboxError("missing", `There is no job ${id}`);
    return this.asItIs(job);
  }

  #queue(job: Job): void {
    const lane = laneOf(job);
    const queue = this.#queued.get(lane) ?? [];
    if (!queue.includes(job.id) && !this.#running.has(job.id)) queue.push(job.id);
    this.#queued.set(lane, queue);
  }

  /** Begins what can begin in the lane of a job. */
  #begin(of: Pick<Job, "device" | "kind">): void {
    const lane = laneOf(of);
    const queue = this.#queued.get(lane) ?? [];
    const device = this.#tools.device(of.device);
    if (this.#closed || device === undefined) return;
    const atOnce = () => [...this.#running.values()].filter((running) => running.lane === lane).length;
    while (queue.length > 0 && atOnce() < MOST_AT_ONCE) {
      const id = queue.shift()!;
      const job = this.#tools.volumes.job(id);
      if (job === undefined || ENDED.includes(job.state)) continue;
      const startedAt = job.startedAt ?? new Date().toISOString();
      const run = new JobRun({ ...job, startedAt }, device, this.#tools);
      try {
        this.#tools.volumes.changeJob(id, { state: "running", startedAt });
      } catch (error) {
        this.#pause(id, "interrupted", wordsOf(error), error);
        continue;
      }
      // Behind the entry in the map, which its end takes away again.
      const ended = Promise.resolve().then(() => this.#perform(run, job));
      this.#running.set(id, { run, lane, ended });
      this.#tell(id);
    }
  }

  async #perform(run: JobRun, job: Job): Promise<void> {
    if (run.resumed) run.log(3, "taken up again after the server had ended");
    let state: JobState = "failed";
    let words: string;
    try {
      const ending: Ending = await RUNNERS[job.kind](run);
      ({ state, words } = ending);
    } catch (error) {
      words = wordsOf(error);
      if (run.halt.aborted) state = run.closing ? "interrupted" : "stopped";
      // What could not be written down is found out when there is room again.
      if (isFull(error)) return this.#leave(run, job, () => this.#pause(run.id, "interrupted", words, error));
      if (!(error instanceof StoppedError)) this.#tools.log.error(2, "#", error);
    }
    this.#leave(run, job, () => {
      try {
        this.#end(run.id, state, words);
      } catch (error) {
        this.#pause(run.id, state, words, error);
      }
    });
  }

  /** Nothing of the job runs any more. */
  #leave(run: JobRun, job: Job, end: () => void): void {
    end();
    run.ended();
    this.#running.delete(run.id);
    this.#wake(run.id);
    this.#begin(job);
  }

  /** In the database it stays as it was: a server that starts anew takes it up as interrupted. */
  #pause(id: number, state: JobState, words: string, error: unknown): void {
    this.#tools.claims.freeAll(id);
    this.#tools.log.error(0, "#", error);
    if (!this.#closed) this.#paused.add(id, { state, words, why: wordsOf(error) });
    this.#tell(id);
  }

  /** Writes how a paused job ends, or takes it up again; tells whether that could be done. */
  #unpause(id: number, { state, words }: PausedJob): boolean {
    try {
      this.#end(id, state, words);
      if (state === "interrupted") {
        const job = this.#job(id);
        this.#queue(job);
        this.#begin(job);
      }
      return true;
    } catch (error) {
      this.#tools.log.error(6, "#", error);
      return false;
    }
  }

  #end(id: number, state: JobState, words: string): void {
    const { volumes, claims } = this.#tools;
    claims.freeAll(id);
    if (state === "interrupted") {
      volumes.changeJob(id, { state, activity: null });
    } else {
      removeSpooled(this.#tools, id);
      const job = volumes.job(id);
      if (job !== undefined) settleStopped(job, words, this.#tools);
      const endedAt = new Date().toISOString();
      const progress = state === "done" ? { progress: 1 } : {};
      volumes.changeJob(id, { state, words, activity: null, endedAt, ...progress });
      volumes.logJob(id, state === "done" ? 4 : 2, words);
      this.#tools.log.write(state === "done" ? 4 : 2, "#", `job ${id} ${state}: ${words}`);
    }
    this.#tell(id);
    this.#wake(id);
  }

  #wake(id: number): void {
    this.#waited.get(id)?.ring();
    this.#waited.delete(id);
  }

  #tell(id: number): void {
    const job = this.#tools.volumes.job(id);
    if (job !== undefined) this.#tools.events.tell({ event: "job", job: { ...this.asItIs(job), discs: [] } });
  }
}

/** Jobs of one lane wait for each other; names of devices hold no slash. */
function laneOf({ device, kind }: Pick<Job, "device" | "kind">): string {
  return `${device}/${kind}`;
}
