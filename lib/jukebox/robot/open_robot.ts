/**
 * A changer on a thread of its own, as the device engine uses it.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import { DiscglowError, StoppedError } from "../../errors.ts";
import { pause } from "../../pause.ts";
import { JobThread, TaskError } from "../../recorder/threads/job_thread.ts";
import { errorOf } from "../../recorder/threads/messages.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { Inventory } from "../../smc/element.ts";
import { ChangerControl } from "./changer_control.ts";
import type { ChangerAnswer, ChangerTask, RobotEvent } from "./changer_tasks.ts";
import type { Robot, RobotFacts } from "./robot.ts";

/** Options of {@linkcode openRobot}. */
export interface RobotOptions {
  /**
   * Tell of every command by a `trace` event.
   * @default {false}
   */
  readonly trace?: boolean;
  /** Hears what the changer tells beside its answers, and how long it is waited for. */
  readonly onEvent?: (event: RobotEvent) => void;
}

/**
 * A robot by the changer's name. Nothing is opened before `start`. When its thread hangs or dies, what is under way
 * ends with a ThreadGone, and `start` begins with a fresh one.
 */
export function openRobot(name: string, options: RobotOptions = {}): Robot {
  return new ChangerRobot(name, options);
}

/** How long a changer may still be held by a thread that is lost, in milliseconds. */
const HELD_MS = 30_000;
const LOOK_MS = 250;

type ChangerThread = JobThread<ChangerTask, ChangerAnswer, RobotEvent>;

/** A thread that has been started. */
interface Started {
  readonly thread: ChangerThread;
  readonly control: ChangerControl;
  /** It has the changer. */
  opened: boolean;
}

class ChangerRobot implements Robot {
  readonly name: string;
  readonly #options: RobotOptions;
  #started: Started | undefined;
  #locked = false;
  /** It can be given up without harm: nothing moves. */
  #idle = false;
  #closing = false;
  /** By a thread that is lost and has not ended yet. */
  #mayBeHeld = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(name: string, options: RobotOptions) {
    this.name = name;
    this.#options = options;
  }

  start(): Promise<RobotFacts> {
    this.#closing = false;
    return this.#inTurn(async () => {
      await this.#end();
      if (this.#closing) throw new StoppedError(`Stopped before ${this.name} was opened`);
      for (let waited = 0;; waited += LOOK_MS) {
        try {
          return await this.#open();
        } catch (error) {
          const held = error instanceof TransportError && error.trouble === "busy" && this.#mayBeHeld;
          if (!held || this.#closing || waited >= HELD_MS) throw error;
        }
        await pause(LOOK_MS);
      }
    });
  }

  inventory(initialize = false): Promise<Inventory> {
    return this.#inTurn(async () => {
      this.#idle = true;
      try {
        return await this.#ask({ do: "inventory", initialize }) as Inventory;
      } finally {
        this.#idle = false;
      }
    });
  }

  move(from: number, to: number): Promise<void> {
    return this.#inTurn(async () => void await this.#ask({ do: "move", from, to }));
  }

  lock(locked: boolean): Promise<boolean> {
    return this.#inTurn(async () => {
      // Also when the answer is lost the doors may be locked.
      if (locked) this.#locked = true;
      const done = await this.#ask({ do: "lock", locked }) as boolean;
      if (!locked || !done) this.#locked = false;
      return done;
    });
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#started?.control.stop();
    // A disc under way is waited for; a changer that looks around is not.
    if (this.#idle) this.#started?.thread.hurry();
    return this.#inTurn(() => this.#end());
  }

  async #open(): Promise<RobotFacts> {
    const started = this.#startThread();
    this.#started = started;
    this.#idle = true;
    try {
      const facts = await this.#ask({
        do: "open",
        control: started.control.words,
        name: this.name,
        trace: this.#options.trace ?? false,
        unlock: this.#locked,
      });
      started.opened = true;
      this.#locked = false;
      this.#mayBeHeld = false;
      return facts as RobotFacts;
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      this.#idle = false;
    }
  }

  #startThread(): Started {
    const control = new ChangerControl();
    const worker = new Worker(new URL("./changer_worker.ts", import.meta.url), { type: "module" });
    const onEvent = (event: RobotEvent) => this.#options.onEvent?.(event);
    return { thread: new JobThread(worker, control.side, this.name, onEvent), control, opened: false };
  }

  async #ask(task: ChangerTask): Promise<ChangerAnswer> {
    const started = this.#started;
    if (started === undefined) {
      throw new DiscglowError(`Cannot use the changer ${this.name}: it has not been opened`);
    }
    try {
      return await started.thread.ask(task);
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      const { failure } = error;
      throw started.control.stopped ? new StoppedError(failure.message) : errorOf(failure);
    }
  }

  /** Ends the thread, and closes what one that is lost has left open. */
  async #end(): Promise<void> {
    const started = this.#started;
    if (started === undefined) return;
    const { thread, control } = started;
    this.#started = undefined;
    try {
      if (!thread.gone) {
        await thread.ask({ do: "release" });
        if (started.opened) this.#locked = false;
      }
    } catch {
      // What cannot be given back in order is closed below.
    }
    thread.end();
    if (!thread.gone) return;
    this.#mayBeHeld = true;
    const descriptor = control.side.letGo();
    if (descriptor !== undefined) libc()?.close(descriptor);
  }

  /** Calls that come while another is under way wait for it. */
  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(call);
    this.#turn = done.catch(() => {});
    return done;
  }
}
