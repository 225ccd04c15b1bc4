/**
 * Searches in a thread of their own, one after the other: a hard one takes as long as looking at all paths, and
 * nobody else is to wait for that. A thread that dies takes only its search with it.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { FoundFile } from "../model.ts";
import type { FindAnswer, FindRequest } from "./find_messages.ts";
import { deathOf, receivedError } from "./passed_error.ts";
import type { FindOptions } from "./volumes.ts";

/** Searches that may wait. */
const MOST_WAITING = 64;

/** Milliseconds that one may take. */
const PATIENCE = 30_000;

/** Milliseconds that the thread may take to give the database back. */
const CLOSING = 2000;

/** Options of a {@linkcode FindThread}. */
export interface FindThreadOptions {
  /** Milliseconds that a search may take. */
  readonly patience?: number;
  /** Makes the thread; tests make others. */
  readonly start?: () => Worker;
}

interface Search {
  readonly words: string;
  readonly options: FindOptions;
  readonly settle: (found: FoundFile[]) => void;
  readonly fail: (error: unknown) => void;
}

/** The searches of a database that is open elsewhere in this process. */
export class FindThread implements Disposable {
  readonly #path: string;
  readonly #patience: number;
  readonly #start: () => Worker;
  readonly #waiting: Search[] = [];
  #worker: Worker | undefined;
  #running: Search | undefined;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #onClosed: (() => void) | undefined;
  #closed = false;

  /** Starts nothing before the first search. */
  constructor(path: string, { patience = PATIENCE, start = startWorker }: FindThreadOptions = {}) {
    this.#path = path;
    this.#patience = patience;
    this.#start = start;
  }

  /**
   * Searches when those before have been answered. One that nobody wants any more is not begun.
   *
   * @throws {JukeboxError} when too many wait, it takes too long, or the thread is lost
   */
  find(words: string, options: FindOptions, signal?: AbortSignal): Promise<FoundFile[]> {
    if (this.#closed) return Promise.reject(ending());
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(
        new JukeboxError("load", `Cannot search for ${words}: ${MOST_WAITING} searches are waiting already`, {
          hint: "try again in a moment",
        }),
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<FoundFile[]>();
    const search: Search = { words, options, settle: resolve, fail: reject };
    const abandon = () => {
      const at = this.#waiting.indexOf(search);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abandon, { once: true });
    this.#waiting.push(search);
    this.#next();
    return promise.finally(() => signal?.removeEventListener("abort", abandon));
  }

  /** Refuses what waits, lets the running search come to its end for a moment, and ends the thread. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#refuseAll();
    const worker = this.#worker;
    if (worker === undefined) return;
    const closed = new Promise<void>((resolve) => this.#onClosed = resolve);
    worker.postMessage({ close: true } satisfies FindRequest);
    const clock = setTimeout(() => this.#onClosed?.(), CLOSING);
    await closed;
    clearTimeout(clock);
    this.#end();
  }

  /** Ends the thread at once. */
  [Symbol.dispose](): void {
    this.#refuseAll();
    this.#end();
  }

  #refuseAll(): void {
    this.#closed = true;
    clearTimeout(this.#clock);
    for (const { fail } of this.#waiting.splice(0)) fail(ending());
    this.#running?.fail(ending());
    this.#running = undefined;
  }

  #next(): void {
    if (this.#running !== undefined || this.#closed) return;
    const search = this.#waiting.shift();
    if (search === undefined) return;
    this.#running = search;
    const { words, options } = search;
    this.#clock = setTimeout(() => this.#lose(tooLong(words, this.#patience)), this.#patience);
    this.#worker ??= this.#listen(this.#start());
    this.#worker.postMessage({ path: this.#path, words, options } satisfies FindRequest);
  }

  #listen(worker: Worker): Worker {
    worker.onmessage = ({ data }: MessageEvent<FindAnswer>) => {
      if ("closed" in data) return this.#onClosed?.();
      const search = this.#running;
      this.#running = undefined;
      clearTimeout(this.#clock);
      if ("failed" in data) search?.fail(receivedError(data.failed));
      else search?.settle([...data.found]);
      this.#next();
    };
    worker.onerror = (event) => {
      const why = deathOf(event);
      this.#onClosed?.();
      this.#lose(
        new JukeboxError("failed", `Cannot search for ${this.#running?.words}: the thread ended: ${why}`),
      );
    };
    return worker;
  }

  /** The running search has failed with its thread; the next one gets another. */
  #lose(error: JukeboxError): void {
    this.#end();
    const search = this.#running;
    this.#running = undefined;
    search?.fail(error);
    this.#next();
  }

  #end(): void {
    clearTimeout(this.#clock);
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) return;
    worker.onmessage = null;
    worker.onerror = (event) => event.preventDefault();
    worker.terminate();
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./find_worker.ts", import.meta.url), { type: "module" });
}

function ending(): JukeboxError {
  return new JukeboxError("load", "Cannot search: the server is about to end");
}

function tooLong(words: string, patience: number): JukeboxError {
  return new JukeboxError(
    "failed",
    `Cannot search for ${words}: it takes more than ${patience / 1000} seconds`,
    {
      hint: "give more words, or longer ones",
    },
  );
}
