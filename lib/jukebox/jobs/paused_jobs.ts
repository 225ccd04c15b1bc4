/**
 * Jobs that cannot go on because the disk with the database is full. They are held in memory: that they wait could
 * not be written down either.
 *
 * @module
 */

import type { JobState } from "../model.ts";

/** Milliseconds between two attempts to write. */
const RETRY_MS = 3000;

/** How such a job is to end once it can be written: an interrupted one is taken up again. */
export interface PausedJob {
  readonly state: JobState;
  readonly words: string;
  /** What came back when it was to be written. */
  readonly why: string;
}

/** The paused jobs. */
export class PausedJobs {
  readonly #jobs = new Map<number, PausedJob>();
  readonly #retry: (id: number, job: PausedJob) => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `retry` tells whether it could be written. */
  constructor(retry: (id: number, job: PausedJob) => boolean) {
    this.#retry = retry;
  }

  /** One of them. */
  get(id: number): PausedJob | undefined {
    return this.#jobs.get(id);
  }

  /** Holds a job until there is room. */
  add(id: number, job: PausedJob): void {
    this.#jobs.set(id, job);
    this.#timer ??= setTimeout(() => this.#attempt(), RETRY_MS);
  }

  /** It has ended otherwise. */
  delete(id: number): void {
    this.#jobs.delete(id);
  }

  /** Attempts nothing more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#jobs.clear();
  }

  #attempt(): void {
    this.#timer = undefined;
    for (const [id, job] of [...this.#jobs]) {
      this.#jobs.delete(id);
      if (!this.#retry(id, job)) this.add(id, job);
    }
  }
}
