/**
 * The thread of a drive as the main thread sees it: one task after the other; started when it is needed, ended
 * when it has had nothing to do for a while.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import { JobThread, ThreadGone } from "../../recorder/threads/job_thread.ts";
import { SIDE_WORDS, SideControl } from "../../recorder/threads/side_control.ts";
import type { DiscAnswer, DiscTask, DiscWork } from "./disc_tasks.ts";
import { unpackError } from "./travelling_error.ts";

/** How long an idle thread is kept, in milliseconds. */
const IDLE_MS = 20_000;

/** What a drive's thread does, seen from outside. */
export interface DiscThread {
  /** The thread was lost in a call that does not come back; `revive` makes another one. */
  readonly lost: boolean;
  /** Has something done. */
  do<Name extends keyof DiscWork>(
    work: Name,
    ...given: Parameters<DiscWork[Name]>
  ): Promise<ReturnType<DiscWork[Name]>>;
  /** Begins anew with another thread. */
  revive(): void;
  /** Gives the drive back and ends the thread. */
  end(): Promise<void>;
}

/** Makes the thread of a drive; nothing is started yet. */
export function openDiscThread(path: string): DiscThread {
  return new WorkerThread(path);
}

interface Running {
  readonly thread: JobThread<DiscTask, DiscAnswer>;
  readonly control: Int32Array;
}

class WorkerThread implements DiscThread {
  readonly #path: string;
  #running: Running | undefined;
  #lost = false;
  #last: Promise<unknown> = Promise.resolve();
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  get lost(): boolean {
    return this.#lost;
  }

  do<Name extends keyof DiscWork>(
    work: Name,
    ...given: Parameters<DiscWork[Name]>
  ): Promise<ReturnType<DiscWork[Name]>> {
    const done = this.#last.then(() => this.#ask(work, given) as Promise<ReturnType<DiscWork[Name]>>);
    this.#last = done.catch(() => {});
    return done;
  }

  revive(): void {
    this.#lost = false;
  }

  async end(): Promise<void> {
    if (this.#running !== undefined) await this.do("close").catch(() => {});
    this.#stop();
  }

  async #ask(work: keyof DiscWork, given: readonly unknown[]): Promise<unknown> {
    if (this.#lost) throw new ThreadGone(`Cannot use ${this.#path}: its thread is lost`);
    // What is not running holds nothing open.
    if (work === "close" && this.#running === undefined) return;
    clearTimeout(this.#idle);
    const { thread, control } = this.#running ??= start(this.#path);
    try {
      const answer = await thread.ask({ control, path: this.#path, work, given });
      if ("done" in answer) return answer.done;
      throw unpackError(answer.failed);
    } catch (error) {
      if (thread.gone) this.#lose(control);
      throw error;
    } finally {
      if (work === "close" && this.#running !== undefined) {
        this.#idle = setTimeout(() => this.#stop(), IDLE_MS);
      }
    }
  }

  #lose(control: Int32Array): void {
    this.#lost = true;
    this.#running = undefined;
    const descriptor = new SideControl(control, 0).letGo();
    if (descriptor !== undefined) libc()?.close(descriptor);
  }

  #stop(): void {
    clearTimeout(this.#idle);
    this.#running?.thread.end();
    this.#running = undefined;
  }
}

function start(path: string): Running {
  const control = new Int32Array(new SharedArrayBuffer(4 * SIDE_WORDS));
  const worker = new Worker(new URL("./disc_worker.ts", import.meta.url), { type: "module" });
  const thread = new JobThread<DiscTask, DiscAnswer>(worker, new SideControl(control, 0), path, () => {});
  return { thread, control };
}
