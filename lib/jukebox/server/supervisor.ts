/**
 * Keeps systemd informed while the server runs.
 *
 * @module
 */

import { ENVIRONMENT, type Environment } from "../config/default_places.ts";
import { type Notice, sdNotify, watchdogInterval } from "./sd_notify.ts";

/** Milliseconds between two looks at the status. */
const STATUS_EVERY = 5000;

/** Tells systemd what there is to tell. */
export class Supervisor implements Disposable {
  readonly #env: Environment;
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #told = "";
  #ending = false;

  /** Sends nothing yet. */
  constructor(env: Environment = ENVIRONMENT) {
    this.#env = env;
  }

  /** The server takes requests; from now on it gives signs of life. */
  ready(status: () => string): void {
    this.#send(["READY=1"]);
    const tell = () => this.#look(status);
    tell();
    this.#every(STATUS_EVERY, tell);
    const interval = watchdogInterval(this.#env);
    if (interval !== undefined) this.#every(interval, () => this.#send(["WATCHDOG=1"]));
  }

  /** The server comes to an end, within so many seconds. */
  stopping(seconds: number, why: string): void {
    this.#ending = true;
    this.#send(["STOPPING=1", `EXTEND_TIMEOUT_USEC=${(seconds + 5) * 1_000_000}`]);
    this.#status(why);
  }

  /** No more signs of life. */
  [Symbol.dispose](): void {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }

  #look(status: () => string): void {
    if (this.#ending) return;
    try {
      this.#status(status());
    } catch {
      // Whoever asks a database that does not answer hears of it; here the next look may tell more.
    }
  }

  #status(status: string): void {
    if (status === this.#told) return;
    this.#told = status;
    this.#send([`STATUS=${status}`]);
  }

  #every(milliseconds: number, work: () => void): void {
    if (this.#env("NOTIFY_SOCKET") !== undefined) this.#timers.push(setInterval(work, milliseconds));
  }

  #send(notices: readonly Notice[]): void {
    sdNotify(notices, this.#env);
  }
}
