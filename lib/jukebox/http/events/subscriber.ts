/**
 * One listener with its queue. A listener that does not keep up is told so and ended: the server's memory is not
 * its buffer.
 *
 * @module
 */

import type { HttpLimits } from "../limits.ts";
import { comment, type Frame } from "./frame.ts";

/** One listener. */
export class Subscriber {
  /** What goes to the client. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Whether an event is for this listener. */
  wants: (frame: Frame) => boolean = () => true;
  /** What was missed is in memory anyway, and takes nothing of the room for what comes. */
  readonly #most: number;
  readonly #gone: () => void;
  readonly #heartbeat: ReturnType<typeof setInterval>;
  readonly #queue: Uint8Array[];
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #ended = false;
  #asked = false;

  /** Begins with what was missed; `gone` is called once at the end, whoever ends it. */
  constructor(limits: HttpLimits, missed: readonly Uint8Array[], gone: () => void) {
    this.#queue = [comment("listening"), ...missed];
    this.#most = limits.queuedEvents + this.#queue.length;
    this.#gone = gone;
    this.stream = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => {
        this.#asked = true;
        this.#pass();
      },
      cancel: () => this.#stop(),
    }, { highWaterMark: 0 });
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatSeconds * 1000);
  }

  /** Adds an event. */
  push(bytes: Uint8Array): void {
    if (this.#ended) return;
    if (this.#queue.length >= this.#most) {
      this.#queue.length = 0;
      return this.end("ended because it does not keep up");
    }
    this.#queue.push(bytes);
    this.#pass();
  }

  /** Ends with a remark after what is queued. */
  end(words: string): void {
    if (this.#ended) return;
    this.#queue.push(comment(words));
    this.#stop();
    this.#pass();
  }

  #pass(): void {
    if (this.#asked && this.#queue.length > 0) {
      this.#asked = false;
      this.#controller.enqueue(this.#queue.shift()!);
    }
    if (this.#ended && this.#queue.length === 0) this.#close();
  }

  #close(): void {
    try {
      this.#controller.close();
    } catch {
      // It was cancelled.
    }
  }

  #beat(): void {
    if (this.#queue.length === 0) this.push(comment("alive"));
  }

  #stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#heartbeat);
    this.#gone();
  }
}
