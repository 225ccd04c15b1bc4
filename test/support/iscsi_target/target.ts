/**
 * Drives held in files, behind iSCSI: so that programs and kernels which know nothing of them use them as real
 * ones.
 *
 * @module
 */

import type { Wishes } from "./negotiation.ts";
import { TARGET_NAME } from "./server.ts";
import type { FromTarget, ToTarget } from "./worker.ts";

/** A target with a drive in each of its logical units. */
export interface VirtualTarget extends AsyncDisposable {
  /** How a drive is called: `iscsi://…`. */
  url(drive: number): string;
}

/** Milliseconds within which the thread of a target must answer. */
const PATIENCE = 60_000;

/** Starts a target on a free port of this host, with virtual drives as its logical units, from 0. */
export async function startVirtualTarget(
  drives: readonly string[],
  wishes: Wishes = {},
): Promise<VirtualTarget> {
  const thread = new TargetThread();
  try {
    const answer = await thread.ask({ serve: drives, wishes });
    if (!("port" in answer)) throw new Error("The target does not say where it listens");
    return {
      url: (drive) => `iscsi://127.0.0.1:${answer.port}/${TARGET_NAME}/${drive}`,
      async [Symbol.asyncDispose]() {
        try {
          await thread.ask({ end: true });
        } finally {
          thread.end();
        }
      },
    };
  } catch (error) {
    thread.end();
    throw error;
  }
}

/** The thread in which a target runs. What fails while nothing is asked of it is told at the next question. */
class TargetThread {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #failure: Error | undefined;
  #waiting: PromiseWithResolvers<FromTarget> | undefined;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromTarget>) => {
      if ("error" in data) this.#fail(data.error);
      else this.#waiting?.resolve(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message);
    };
  }

  /** Tells it something and waits for its answer. */
  async ask(message: ToTarget): Promise<FromTarget> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#waiting = Promise.withResolvers();
    const timer = setTimeout(() => this.#fail(`no answer within ${PATIENCE / 1000} s`), PATIENCE);
    try {
      this.#worker.postMessage(message);
      return await this.#waiting.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting = undefined;
    }
  }

  /** Ends it, whatever it is doing. */
  end(): void {
    this.#worker.terminate();
  }

  #fail(words: string): void {
    this.#failure ??= new Error(`The target failed: ${words}`);
    this.#waiting?.reject(this.#failure);
  }
}
