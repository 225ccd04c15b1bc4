/**
 * A job while it runs: what its runner reads, changes and tells.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import type { JobDiscChange } from "../database/volumes.ts";
import type { JukeboxDevice } from "../device/device.ts";
import type { Job, JobDisc, SlotStatus } from "../model.ts";
import type { JobTools } from "./job_tools.ts";

/** Progress is told to listeners at most this often, in milliseconds. */
const TELL_MS = 200;
/** And written down at most this often. */
const WRITE_MS = 1000;

/** A running job. */
export class JobRun {
  readonly id: number;
  readonly device: JukeboxDevice;
  readonly deviceName: string;
  readonly request: Job["request"];
  readonly tools: JobTools;
  /** It was taken up again after its server had ended. */
  readonly resumed: boolean;
  readonly #discs: Map<number, JobDisc>;
  readonly #slots: Set<number>;
  readonly #halt = new AbortController();
  readonly #cut = new AbortController();
  #closing = false;
  /** As it was begun: what changes is kept beside it. */
  readonly #job: Job;
  #report: Record<string, unknown>;
  #progress: number | null;
  #activity: string | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #told = 0;
  #written = 0;

  /** For a job of the database. */
  constructor(job: Job, device: JukeboxDevice, tools: JobTools) {
    this.id = job.id;
    this.device = device;
    this.deviceName = job.device;
    this.request = job.request;
    this.tools = tools;
    this.resumed = job.state === "interrupted";
    this.#job = job;
    this.#report = { ...job.report };
    this.#progress = job.progress;
    this.#discs = new Map(job.discs.map((disc) => [disc.ordinal, disc]));
    this.#slots = new Set(job.discs.map(({ slot }) => slot));
  }

  /** Nothing new is to begin, and what can be done again ends at once. */
  get halt(): AbortSignal {
    return this.#halt.signal;
  }

  /** Recordings that are under way are to end as well. */
  get cut(): AbortSignal {
    return this.#cut.signal;
  }

  /** The server ends, and the job is to be taken up later. */
  get closing(): boolean {
    return this.#closing;
  }

  /** The user wants no more of it. */
  stop(): void {
    this.#halt.abort();
    this.#cut.abort();
    this.tools.bell.ring();
  }

  /** The server ends; recordings have so many milliseconds. */
  close(patience: number): void {
    this.#closing = true;
    this.#halt.abort();
    this.#patience = setTimeout(() => this.#cut.abort(), patience);
    this.tools.bell.ring();
  }

  /** Nothing of it runs any more. */
  ended(): void {
    clearTimeout(this.#patience);
  }

  /** Ends the runner where nothing is half done. */
  checkHalt(): void {
    if (this.halt.aborted) throw new StoppedError("Stopped");
  }

  /** Its discs, in the order in which they were added. */
  discs(): JobDisc[] {
    return [...this.#discs.values()];
  }

  /** One of them. */
  disc(ordinal: number): JobDisc {
    return this.#discs.get(ordinal)!;
  }

  /** Adds the disc of a slot, unless it is there already. */
  addDisc({ number: slot, disc, barcode }: Pick<SlotStatus, "number" | "disc" | "barcode">): JobDisc {
    if (this.#slots.has(slot)) return this.discs().find((one) => one.slot === slot)!;
    const added = { slot, disc: disc?.id ?? null, barcode: disc?.barcode ?? barcode };
    const ordinal = this.tools.volumes.addJobDisc(this.id, added);
    const row: JobDisc = { ...added, ordinal, drive: null, step: "waiting", words: null, protocol: null };
    this.#discs.set(ordinal, row);
    this.#slots.add(slot);
    this.#tellDisc(row);
    return row;
  }

  /** Changes a disc; it is written when this returns. */
  changeDisc(ordinal: number, change: JobDiscChange): void {
    const row = { ...this.disc(ordinal), ...change };
    this.tools.volumes.changeJobDisc(this.id, ordinal, change);
    this.#discs.set(ordinal, row);
    this.#tellDisc(row);
    this.#write();
  }

  /** Changes the report. */
  report(changes: Readonly<Record<string, unknown>>): void {
    const report = { ...this.#report, ...changes };
    this.tools.volumes.changeJob(this.id, { report });
    this.#report = report;
  }

  /** What the report holds. */
  reported(key: string): unknown {
    return this.#report[key];
  }

  /** Says how far it is, from 0 to 1, and what it does; both may be said as often as there is something to say. */
  progress(progress: number | null, activity: string | null = this.#activity): void {
    this.#progress = progress === null ? null : Math.min(1, Math.max(0, progress));
    this.#activity = activity;
    const now = performance.now();
    if (now - this.#told >= TELL_MS) this.#tell();
    if (now - this.#written >= WRITE_MS) this.#write();
  }

  /** Adds a line to its log. Levels as in the classic log. */
  log(level: number, text: string): void {
    this.#tolerant(() => this.tools.volumes.logJob(this.id, level, text));
    this.tools.log.write(level, "#", `job ${this.id}: ${text}`);
    const line = { time: new Date().toISOString(), level, text };
    this.tools.events.tell({ event: "job-log", job: this.id, line });
  }

  #write(): void {
    this.#written = performance.now();
    const now = { progress: this.#progress, activity: this.#activity };
    this.#tolerant(() => this.tools.volumes.changeJob(this.id, now));
  }

  /** A disc must not be spoiled because there was no room for what is only said about it. */
  #tolerant(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.tools.log.error(1, "#", error);
    }
  }

  #tell(): void {
    if (this.tools.events.listeners === 0) return;
    this.#told = performance.now();
    const now = { report: this.#report, progress: this.#progress, activity: this.#activity };
    this.tools.events.tell({ event: "job", job: { ...this.#job, state: "running", ...now, discs: [] } });
  }

  #tellDisc(disc: JobDisc): void {
    this.tools.events.tell({ event: "job-disc", job: this.id, disc });
  }
}
