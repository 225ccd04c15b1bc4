/**
 * A thread of a job as the main thread sees it: gives it tasks, hears it, and notices when it is gone. A thread may
 * die of an error nobody caught, be cut off by whoever ends workers, or hang in a call of the system.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { RecordEvent, Waiting } from "../events.ts";
import type { SideControl } from "./side_control.ts";
import type { Failure, FromThread } from "./messages.ts";

/** How often the signs of life are looked at, in milliseconds. */
const WATCH_MS = 100;
/** How long a thread may take to begin a task, in milliseconds: it may have to be loaded first. */
const BEGIN_MS = 15_000;
/** How long a thread may be silent when nobody waits for its work any more, in milliseconds. */
const HURRY_MS = 5000;
/** After so long a silence it is told, and again, in milliseconds. */
const TELL_MS = 10_000;
/** How long the last message of a task may be under way, in milliseconds. */
const MESSAGE_MS = 2000;

/** A task could not be done. */
export class TaskError extends DiscglowError {
  /** The class name. */
  override name = "TaskError";
  /** As the thread told. */
  readonly failure: Failure;

  /** Made from what the thread told. */
  constructor(failure: Failure) {
    super(failure.message, { hint: failure.hint });
    this.failure = failure;
  }
}

/** The thread is no longer there to do it. */
export class ThreadGone extends DiscglowError {
  /** The class name. */
  override name = "ThreadGone";
}

interface Pending<Answer> {
  readonly number: number;
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: DiscglowError) => void;
}

/** One thread. `Event` is what it tells of its work. */
export class JobThread<Task, Answer, Event = RecordEvent> {
  readonly #worker: Worker;
  readonly #side: SideControl;
  readonly #who: string;
  readonly #onEvent: (event: Event | Waiting) => void;
  #number = 0;
  #pending: Pending<Answer> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  #quiet = 0;
  #beat = 0;
  #ended = false;
  #gone = false;
  #hurried = false;

  /** Takes the worker over; `who` it is stands in messages. */
  constructor(
    worker: Worker,
    side: SideControl,
    who: string,
    onEvent: (event: NoInfer<Event> | Waiting) => void,
  ) {
    this.#worker = worker;
    this.#side = side;
    this.#who = who;
    this.#onEvent = onEvent;
    worker.onmessage = ({ data }: MessageEvent<FromThread<Answer, Event>>) => {
      if ("event" in data) return onEvent(data.event);
      const pending = this.#pending;
      if (pending?.number !== data.number) return;
      this.#pending = undefined;
      clearInterval(this.#watch);
      if ("answer" in data) pending.settle(data.answer);
      else pending.fail(new TaskError(data.failed));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(`ended unexpectedly: ${event.message.replace(/^Uncaught (\(.*?\) )?/, "")}`);
    };
  }

  /** Whether it is known to be lost. */
  get gone(): boolean {
    return this.#gone;
  }

  /**
   * Has a task done.
   *
   * @throws {TaskError} when it cannot be done
   * @throws {ThreadGone} when the thread is lost
   */
  ask(task: Task): Promise<Answer> {
    if (this.#gone) return Promise.reject(new ThreadGone(`Cannot go on: the thread of ${this.#who} is lost`));
    const number = ++this.#number;
    this.#quiet = 0;
    this.#ended = false;
    this.#hurried = false;
    const answer = new Promise<Answer>((settle, fail) => this.#pending = { number, settle, fail });
    this.#watch = setInterval(() => this.#look(number), WATCH_MS);
    this.#worker.postMessage({ number, task });
    return answer;
  }

  /** Its work is no longer needed: a call of the system that hangs is not waited for. */
  hurry(): void {
    this.#hurried = true;
  }

  /** Ends the thread, which must have nothing left to do. */
  end(): void {
    clearInterval(this.#watch);
    this.#worker.onmessage = null;
    this.#worker.terminate();
  }

  #look(number: number): void {
    const side = this.#side;
    this.#quiet += WATCH_MS;
    if (side.ended === number) {
      if (!this.#ended) this.#quiet = 0;
      this.#ended = true;
      if (this.#quiet >= MESSAGE_MS) this.#lose("was cut off");
      return;
    }
    const { beat } = side;
    if (beat !== this.#beat) this.#quiet = 0;
    this.#beat = beat;
    if (this.#quiet > 0 && this.#quiet % TELL_MS === 0) this.#tellSilence(this.#quiet / 1000);
    const patience = side.begun === number ? side.patience : BEGIN_MS;
    if (this.#quiet > (this.#hurried ? Math.min(patience, HURRY_MS) : patience)) {
      this.#lose("does not answer any more");
    }
  }

  #tellSilence(seconds: number): void {
    this.#onEvent({ event: "waiting", what: `hear from ${this.#who}`, seconds, fraction: undefined });
  }

  #lose(how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#side.orphan();
    // It may go on for a while, but not beyond its task.
    this.#worker.terminate();
    clearInterval(this.#watch);
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.fail(new ThreadGone(`Cannot go on with ${this.#who}: its thread ${how}`));
  }
}
