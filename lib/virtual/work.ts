/**
 * Work that takes time: commands wait for it, or it goes on behind them.
 *
 * @module
 */

import { TransportError } from "../scsi/transport_error.ts";
import type { Clock } from "./clock.ts";
import { refuse, SENSE, type SenseCode } from "./sense.ts";

/** What the drive is busy with. Times in milliseconds of the clock. */
export interface LongWork {
  /** How it is told while it lasts. With a sense key of 0 the drive takes other commands meanwhile. */
  readonly code: SenseCode;
  /** When it began. */
  readonly from: number;
  /** When it ends. */
  readonly until: number;
}

/** Time as it passes inside one drive. */
export class DriveTime {
  /** When the command of now is given up. */
  deadline = Infinity;
  readonly #name: string;
  readonly #clock: Clock;
  readonly #formatted: () => void;
  #work: LongWork | undefined;

  /**
   * Begins idle.
   *
   * @param name the device, for messages
   * @param formatted called when a format behind the scenes has come to its end
   */
  constructor(name: string, clock: Clock, formatted: () => void) {
    this.#name = name;
    this.#clock = clock;
    this.#formatted = formatted;
  }

  /** What goes on now. */
  work(): LongWork | undefined {
    const work = this.#work;
    if (work === undefined || this.#clock.now() < work.until) return work;
    this.#work = undefined;
    if (work.code === SENSE.formattingBehind) this.#formatted();
    return undefined;
  }

  /** How far it is, 0 to 1. */
  progressOf(work: LongWork): number {
    return (this.#clock.now() - work.from) / (work.until - work.from);
  }

  /** Refuses while work goes on that nothing can be done beside. */
  requireIdle(): void {
    const work = this.work();
    if (work === undefined || work.code[0] === 0) return;
    refuse(work.code, { progress: this.progressOf(work) });
  }

  /** Work of so many milliseconds: goes on alone when the command is immediate, else the command waits for it. */
  take(milliseconds: number, code: SenseCode, immediate: boolean): void {
    if (milliseconds <= 0) return;
    const from = this.#clock.now();
    this.#work = { code, from, until: from + milliseconds };
    if (!immediate) this.wait(milliseconds);
  }

  /** Ends what goes on at once. */
  stop(): void {
    this.#work = undefined;
  }

  /** Lets time pass, but not beyond the timeout of the command. */
  wait(milliseconds: number): void {
    if (!(milliseconds > 0)) return;
    if (milliseconds > this.deadline - this.#clock.now()) this.hang();
    this.#clock.sleep(milliseconds);
  }

  /** Gives no answer. */
  hang(): never {
    const left = this.deadline - this.#clock.now();
    if (left > 0) this.#clock.sleep(left);
    throw new TransportError(
      this.#name,
      "timeout",
      `Cannot reach ${this.#name}: no answer within the time given`,
    );
  }
}
