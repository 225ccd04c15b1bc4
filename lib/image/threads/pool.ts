/**
 * Threads that are started before there is work for them, as a thread takes longer to start than many a job.
 *
 * @module
 */

/** Threads that run `image_worker.ts`, idle or lent. */
export class ThreadPool implements Disposable {
  readonly #idle: Worker[] = [];
  #disposed = false;

  /** Starts threads until so many are idle. */
  prestart(count: number): void {
    while (this.#idle.length < count) this.#idle.push(newThread());
  }

  /** Lends a thread, an idle one if there is one. */
  take(): Worker {
    return this.#idle.pop() ?? newThread();
  }

  /** Takes back a thread that has finished its task. */
  give(thread: Worker): void {
    thread.onmessage = null;
    thread.onerror = null;
    if (this.#disposed) thread.terminate();
    else this.#idle.push(thread);
  }

  /** Ends all idle threads. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const thread of this.#idle.splice(0)) thread.terminate();
  }
}

/** As many threads as the machine runs at once, within reason. */
export function usefulThreads(): number {
  return Math.min(4, navigator.hardwareConcurrency);
}

function newThread(): Worker {
  return new Worker(new URL("./image_worker.ts", import.meta.url), { type: "module" });
}
