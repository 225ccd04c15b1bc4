/**
 * Starts the threads of one job, hears them, and sees that none is left when the job ends.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { Ring } from "../../ring/ring.ts";
import type { Notice } from "../options.ts";
import type { FromWorker } from "./messages.ts";

/** How long a thread may take to notice that the work has ended, in milliseconds. */
const PATIENCE_MS = 1000;

/** A thread that failed, with the error number where a system call did. */
export class ThreadError extends DiscglowError {
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
  readonly #ring: Ring;
  readonly #onNotice: (notice: Notice) => void;
  readonly #told = new Set<string>();
  readonly #workers: Worker[] = [];
  readonly #ends: Promise<void>[] = [];
  #failure: ThreadError | undefined;

  /** All threads end when the ring is stopped; a thread that fails stops it. */
  constructor(ring: Ring, onNotice: (notice: Notice) => void) {
    this.#ring = ring;
    this.#onNotice = onNotice;
  }

  /** The first failure of a thread, if any. */
  get failure(): ThreadError | undefined {
    return this.#failure;
  }

  /** Starts a thread and gives it its task. Resolves when it ends, well or not. */
  start(url: URL, task: unknown): Promise<void> {
    const worker = new Worker(url, { type: "module" });
    this.#workers.push(worker);
    const end = new Promise<void>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("notice" in data) this.#notice(data.notice);
        else if ("failed" in data) this.#fail(data.failed, data.errno ?? 0);
        if (!("notice" in data)) resolve();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.#fail(event.message, 0);
        resolve();
      };
    });
    worker.postMessage(task);
    this.#ends.push(end);
    return end;
  }

  /** Ends the work; waits a moment for the threads to close what they hold, as ending them by force would not. */
  async dismiss(): Promise<void> {
    this.#ring.stop();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => timer = setTimeout(resolve, PATIENCE_MS));
    await Promise.race([Promise.all(this.#ends), patience]);
    clearTimeout(timer);
    for (const worker of this.#workers) worker.terminate();
  }

  #fail(message: string, errno: number): void {
    this.#failure ??= new ThreadError(message, errno);
    this.#ring.stop();
  }

  #notice(notice: Notice): void {
    // Two readers may meet the same file where one's portion ends and the other's begins.
    if (this.#told.has(notice.path)) return;
    this.#told.add(notice.path);
    this.#onNotice(notice);
  }
}
