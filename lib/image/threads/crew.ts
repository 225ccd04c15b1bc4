/**
 * The threads of one job: starts them, hears them, and sees that none is left at work when the job ends.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import type { Ring } from "../../ring/ring.ts";
import type { Notice } from "../options.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { ThreadPool } from "./pool.ts";

/** How long a thread may take to notice that the work has ended, in milliseconds. */
const PATIENCE_MS = 1000;

/** A thread that failed, with the error number where a system call did. */
export class ThreadError extends DiscglowError {
  /** The class name. */
  override name = "ThreadError";
  /** `errno` of the call that failed, or 0. */
  readonly errno: number;

  /** Made from what the thread told. */
  constructor(message: string, errno: number) {
    super(message);
    this.errno = errno;
  }
}

/** The threads of one job. */
export class Crew {
  readonly #pool: ThreadPool;
  readonly #ring: Ring;
  readonly #onNotice: (notice: Notice) => void;
  readonly #told = new Set<string>();
  readonly #atWork = new Map<Worker, Promise<void>>();
  #failure: ThreadError | undefined;

  /** All threads end when the ring is stopped; a thread that fails stops it. */
  constructor(pool: ThreadPool, ring: Ring, onNotice: (notice: Notice) => void) {
    this.#pool = pool;
    this.#ring = ring;
    this.#onNotice = onNotice;
  }

  /** The first failure of a thread, if any. */
  get failure(): ThreadError | undefined {
    return this.#failure;
  }

  /** Gives a thread its task. Resolves when it ends, well or not. */
  start(task: ToWorker): Promise<void> {
    const thread = this.#pool.take();
    const end = new Promise<void>((resolve) => {
      const finish = (reusable: boolean) => {
        this.#atWork.delete(thread);
        if (reusable) this.#pool.give(thread);
        else thread.terminate();
        resolve();
      };
      thread.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("notice" in data) return this.#notice(data.notice);
        if ("failed" in data) this.#fail(data.failed, data.errno);
        finish(true);
      };
      thread.onerror = (event) => {
        event.preventDefault();
        this.#fail(event.message, 0);
        finish(false);
      };
    });
    this.#atWork.set(thread, end);
    thread.postMessage(task);
    return end;
  }

  /** Ends the work; waits a moment for the threads to close what they hold, as ending them by force would not. */
  async dismiss(): Promise<void> {
    this.#ring.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, PATIENCE_MS));
    await Promise.race([Promise.all(this.#atWork.values()), patience]);
    clearTimeout(timer);
    for (const thread of this.#atWork.keys()) {
      // A word that comes too late must not bring it back into the pool.
      thread.onmessage = null;
      thread.terminate();
    }
    this.#atWork.clear();
  }

  #fail(message: string, errno: number): void {
    this.#failure ??= new ThreadError(message, errno);
    this.#ring.stop();
  }

  #notice(notice: Notice): void {
    // Two readers may meet the same file where one's portion ends and the other's begins.
    if (this.#told.has(notice.path)) return;
    this.#told.add(notice.path);
    try {
      this.#onNotice(notice);
    } catch (error) {
      this.#fail(reasonOf(error), 0);
    }
  }
}
