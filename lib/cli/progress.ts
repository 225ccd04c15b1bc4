/**
 * One line on a terminal that says how far the job is, or one JSON line a second.
 *
 * @module
 */

import { showBytes, showSeconds } from "./amounts.ts";
import type { Output } from "./output.ts";
import { columns } from "./terminal.ts";

const REDRAW_MILLISECONDS = 200;
const EVENT_MILLISECONDS = 1000;

/** Shows the progress of a job over a known number of bytes. */
export class Progress {
  readonly #output: Output;
  readonly #total: number;
  readonly #now: () => number;
  readonly #started: number;
  readonly #interval: number;
  #next: number;
  #shown = false;

  /** Starts the clock; nothing is shown where nobody looks or `quiet` is asked. */
  constructor(output: Output, total: number, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#total = total;
    this.#now = now;
    this.#started = now();
    const wanted = !output.quiet && (output.json || output.messagesToTerminal);
    this.#interval = output.json ? EVENT_MILLISECONDS : REDRAW_MILLISECONDS;
    this.#next = wanted ? this.#started + this.#interval : Infinity;
    output.beforeMessage = () => this.clear();
  }

  /** Notes that `done` bytes of the total are done. */
  update(done: number): void {
    const now = this.#now();
    if (now < this.#next) return;
    this.#next = now + this.#interval;
    if (this.#output.json) {
      this.#output.event({ event: "progress", bytes: done, total: this.#total });
      return;
    }
    const line = progressLine(done, this.#total, (now - this.#started) / 1000);
    this.#output.show(`\r${line.slice(0, columns() - 1)}\x1b[K`);
    this.#shown = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#output.show("\r\x1b[K");
  }
}

/** `  1.2 GiB of 4.4 GiB  27 %  512 MiB/s  0:06 left` */
export function progressLine(done: number, total: number, seconds: number): string {
  const percent = total === 0 ? 100 : Math.floor((done * 100) / total);
  const speed = seconds > 0 ? done / seconds : 0;
  const left = speed > 0 ? ` ${showSeconds((total - done) / speed)} left` : "";
  return `${showBytes(done)} of ${showBytes(total)}  ${percent} %  ${
    (speed / 2 ** 20).toFixed(1)
  } MiB/s ${left}`;
}
