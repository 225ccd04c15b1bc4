/**
 * Shows the events of a job with a drive: lines with the time since the start, a bar on a terminal, or JSON lines.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import type { JobNotice, ProgressMade, RecordEvent, Traced, Trouble, Waiting } from "../recorder/events.ts";
import { escapeText } from "./escape.ts";
import { JobBar } from "./job_bar.ts";
import { lineOf, waitingLine } from "./job_lines.ts";
import type { Output } from "./output.ts";
import { columns } from "./terminal.ts";

const REDRAW_MILLISECONDS = 200;
/** A wait is told anew after so many milliseconds where there is no bar. */
const WAITING_MILLISECONDS = 10_000;

/** Shows what a job tells. Messages go to standard output, the troubles of either side to standard error. */
export class JobOutput {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #bar: JobBar | undefined;
  readonly #troubles = new Set<string>();
  #baseSpeed: number | undefined;
  #shown = false;
  #nextDraw = 0;
  #wait = { what: "", next: 0 };
  #deaf = false;

  /**
   * @param options.bar whether a terminal gets a bar instead of the repeated lines
   * @param options.now milliseconds since the start of the program
   */
  constructor(
    output: Output,
    options: { readonly bar?: boolean; readonly now?: () => number } = {},
  ) {
    this.#output = output;
    this.#now = options.now ?? (() => performance.now());
    const bar = options.bar !== false && output.resultsToTerminal && !output.json && !output.quiet;
    this.#bar = bar ? new JobBar() : undefined;
    output.beforeMessage = () => this.clear();
  }

  /** Takes an event; bound, so that it can be passed on as it is. */
  readonly take = (event: RecordEvent): void => {
    if (event.event === "medium" && event.role === "target") this.#baseSpeed = event.medium.baseSpeed;
    if (event.event === "trouble") return this.#trouble(event);
    if (event.event === "trace") return this.#trace(event);
    if (this.#output.quiet && !isResult(event)) return;
    if (this.#output.json) return this.record(event);
    if (event.event === "progress" && this.#bar !== undefined) return this.#progress(event);
    if (event.event === "waiting" && !this.#waitingIsDue(event)) return;
    const line = lineOf(event, this.#baseSpeed);
    if (line !== undefined) this.line(line);
  };

  /** Takes only notices, commands, and what a bar can show of how far the job is; bound as well. */
  readonly passing = (event: RecordEvent): void => {
    if (event.event === "trace") this.#trace(event);
    else if (event.event === "notice") this.#notice(event);
    else if (this.#bar !== undefined && (event.event === "progress" || event.event === "waiting")) {
      this.take(event);
    }
  };

  /** Writes a line with its time in front. */
  line(text: string): void {
    this.clear();
    const hundredths = Math.floor(this.#now() / 10);
    this.#write(() => this.#output.line(`${String(hundredths).padStart(7, "0")} ${escapeText(text)}`));
  }

  /** Writes a JSON line with its time, in seconds, in front. */
  record(record: object): void {
    const time = Math.floor(this.#now() / 10) / 100;
    this.#write(() => this.#output.record({ time, ...record }));
  }

  /** Shows a text where the bar is, and nowhere else; the next one takes its place. */
  bar(text: string): void {
    if (this.#bar !== undefined) this.#draw(text);
  }

  /** Whether a sentence was shown already as the trouble of one side. */
  told(message: string): boolean {
    return this.#troubles.has(message);
  }

  /** Takes the bar away. */
  clear(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#write(() => this.#output.show("\r\x1b[K", "results"));
  }

  #trouble(event: Trouble): void {
    const { message, hint } = event;
    this.#troubles.add(message);
    this.clear();
    unheard(() => {
      if (this.#output.json) this.#output.event(event);
      else this.#output.message(`discglow: ${message}${hint === undefined ? "" : `; ${hint}`}`);
    });
  }

  #trace(event: Traced): void {
    this.clear();
    unheard(() => this.#output.json ? this.#output.event(event) : this.#output.message(event.line));
  }

  #notice({ message }: JobNotice): void {
    if (this.#output.quiet) return;
    this.clear();
    unheard(() => {
      if (this.#output.json) this.#output.event({ event: "notice", message });
      else this.#output.message(`discglow: ${message}`);
    });
  }

  #progress(event: ProgressMade): void {
    const now = this.#now();
    if (now < this.#nextDraw) return;
    this.#nextDraw = now + REDRAW_MILLISECONDS;
    this.#draw(this.#bar!.line(event, now, this.#baseSpeed));
  }

  /** Draws a wait on the bar; tells whether it is to be a line instead. */
  #waitingIsDue(event: Waiting): boolean {
    if (this.#bar !== undefined) {
      this.#draw(waitingLine(event));
      return false;
    }
    const now = this.#now();
    if (event.what === this.#wait.what && now < this.#wait.next) return false;
    this.#wait = { what: event.what, next: now + WAITING_MILLISECONDS };
    return true;
  }

  #draw(text: string): void {
    this.#shown = true;
    const line = escapeText(text).slice(0, columns() - 1);
    this.#write(() => this.#output.show(`\r${line}\x1b[K`, "results"));
  }

  #write(write: () => void): void {
    if (this.#deaf) return;
    const failure = unheard(() => {
      write();
      this.#output.flush();
    });
    if (failure === undefined) return;
    this.#deaf = true; // before it is told, as the bar is taken away for that
    if (failure instanceof DiscglowError) this.#notice({ event: "notice", message: failure.message });
  }
}

/** What is left of the events of a job when nothing but results is wanted. */
function isResult(event: RecordEvent): boolean {
  return event.event === "unreadable" || (event.event === "compared" && event.different > 0);
}

/** Whoever listens may go away; the disc is finished all the same. Returns why nobody listens any more. */
function unheard(write: () => void): unknown {
  try {
    write();
    return undefined;
  } catch (error) {
    return error;
  }
}
