/**
 * Shows a job of the server while it runs: a line with the time for everything that happens, a bar on a terminal.
 *
 * @module
 */

import type { JukeboxEvent } from "../../jukebox/events.ts";
import type { Job, JobDisc } from "../../jukebox/model.ts";
import { JobOutput } from "../job_output.ts";
import type { Output } from "../output.ts";
import { discLine } from "./job_words.ts";

const BAR_CHARACTERS = 10;

/** Lines of a job's log above this level are for those who look into the log. */
const MOST_LEVEL = 4;

/** Takes the events of one job, in whatever order and however often they come. */
export class JobReporter {
  readonly #output: Output;
  readonly #lines: JobOutput;
  readonly #told = new Map<number, string>();
  readonly #logged = new Set<string>();
  #job: Job | undefined;

  /** Shows the job where results go. */
  constructor(output: Output) {
    this.#output = output;
    this.#lines = new JobOutput(output);
  }

  /** Takes an event; bound, so that it can be passed on as it is. */
  readonly take = (event: JukeboxEvent): void => {
    if (event.event === "job-disc") this.#disc(event.job, event.disc);
    else if (event.event === "job") this.#progress(event.job);
    else if (event.event === "job-log") this.#log(event);
  };

  /** Says that the job was taken. */
  begin(job: Job): void {
    this.#say({ event: "job", job }, `job ${job.id}: ${job.kind} on ${job.device}`);
  }

  /** Says what has become of discs that no event has told of. */
  catchUp(job: Job): void {
    for (const disc of job.discs) if (!this.#told.has(disc.ordinal)) this.#disc(job.id, disc);
  }

  /** Says what was not heard of as an event, and how the job has ended; why it failed is told as an error. */
  end(job: Job): void {
    for (const disc of job.discs) this.#disc(job.id, disc);
    const seconds = job.endedAt === null || job.startedAt === null
      ? ""
      : ` after ${((Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000).toFixed(1)} s`;
    const words = job.words === null || job.state === "failed" ? "" : `: ${job.words}`;
    this.#say({ event: "job", job }, `job ${job.id} ${job.state}${seconds}${words}`);
    this.#lines.clear();
  }

  /** Takes away what is shown only for the moment. */
  clear(): void {
    this.#lines.clear();
  }

  /** Says what has become of a disc, unless that was said before. */
  #disc(job: number, disc: JobDisc): void {
    const line = discLine(disc);
    if (this.#told.get(disc.ordinal) === line || disc.step === "waiting") return;
    this.#told.set(disc.ordinal, line);
    if (disc.words !== null) this.#logged.add(`slot ${disc.slot}: ${disc.words}`);
    this.#say({ event: "job-disc", job, disc }, line);
  }

  /** What the log says of a disc is said as the disc's end as well: once is enough. */
  #log(event: Extract<JukeboxEvent, { readonly event: "job-log" }>): void {
    const { level, text } = event.line;
    if (level > MOST_LEVEL || this.#logged.has(text)) return;
    this.#logged.add(text);
    this.#say(event, text);
  }

  #progress(job: Job): void {
    const before = this.#job;
    this.#job = job;
    if (this.#output.json) {
      if (before?.progress !== job.progress || before?.activity !== job.activity) {
        this.#say({ event: "job", job }, "");
      }
      return;
    }
    if (job.state !== "running") return;
    if (job.progress === null) return this.#lines.bar(job.activity ?? "");
    const fraction = Math.min(1, Math.max(0, job.progress));
    const bar = "#".repeat(Math.floor(fraction * BAR_CHARACTERS)).padEnd(BAR_CHARACTERS);
    this.#lines.bar(`[${bar}] ${Math.floor(fraction * 100)} % ${job.activity ?? ""}`);
  }

  #say(record: object, line: string): void {
    if (this.#output.quiet) return;
    if (this.#output.json) this.#lines.record(record);
    else this.#lines.line(line);
  }
}
