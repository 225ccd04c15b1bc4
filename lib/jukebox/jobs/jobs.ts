/**
 * Jobs as the rest of the server sees them.
 *
 * @module
 */

import type { Job, JobKind } from "../model.ts";

/** What is asked for, by the kind of job; see the runners for what each takes. */
export interface JobRequest {
  readonly kind: JobKind;
  readonly device: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** Who asks, for the log. */
  readonly client: string;
}

/** The jobs of the server. */
export interface Jobs {
  /**
   * Checks a request and queues it.
   *
   * @throws {JukeboxError} when it cannot be meant or cannot be done as things are
   */
  submit(request: JobRequest): Job;
  /** Stops a job as soon as drives and robot allow: a recording that is under way costs its disc. */
  stop(id: number): Job;
  /** Waits until a job has ended, for at most so many milliseconds or until the signal, and returns it as it is then. */
  wait(id: number, milliseconds: number, signal?: AbortSignal): Promise<Job>;
  /** A job as it really is: one that waits for room on the disk could not write that down. */
  asItIs(job: Job): Job;
  /** Takes up the interrupted jobs of a device that has been attached. */
  resume(device: string): void;
  /** Lets running jobs come to a safe point and stay `interrupted`; nothing new begins. */
  close(): Promise<void>;
}
