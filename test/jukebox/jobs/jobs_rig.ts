/**
 * A device of virtual discs with its jobs, as the tests use them.
 *
 * @module
 */

import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import { Events, type JukeboxEvent } from "../../../lib/jukebox/events.ts";
import { createJobs } from "../../../lib/jukebox/jobs/create_jobs.ts";
import type { Jobs } from "../../../lib/jukebox/jobs/jobs.ts";
import { NO_LOG } from "../../../lib/jukebox/log/log.ts";
import type { Disc, Job, JobDisc, JobKind } from "../../../lib/jukebox/model.ts";
import { Parameters } from "../../../lib/jukebox/parameters.ts";
import { createVirtualDisc } from "../../../lib/virtual/create.ts";
import { firstDifference, noise } from "../../recorder/virtual_job.ts";
import { assertEquals } from "../../support/assert.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { FakeDevice } from "./fake_device.ts";

/** Longest that a test waits for a job, in milliseconds. */
const PATIENCE_MS = 120_000;

/** What the rig is to be like. */
export interface RigOptions {
  readonly slots?: number;
  /** Whether each drive records. */
  readonly drives?: readonly boolean[];
  /** Bytes of the source. */
  readonly bytes?: number;
}

/** A device, its database and its jobs. */
export class JobsRig implements AsyncDisposable {
  readonly dir: TempFolder = tempFolder();
  readonly volumes: Volumes;
  readonly device: FakeDevice;
  readonly source: string;
  /** Bytes of the source. */
  bytes: Uint8Array<ArrayBuffer>;
  readonly told: JukeboxEvent[] = [];
  jobs: Jobs;
  events = new Events();

  constructor({ slots = 12, drives = [true, true, false], bytes = 700_001 }: RigOptions = {}) {
    this.volumes = openVolumes(this.dir.at("volumes.db"));
    this.device = new FakeDevice({ volumes: this.volumes, slots, drives });
    this.source = this.dir.at("source.iso");
    this.bytes = noise(bytes, bytes);
    Deno.writeFileSync(this.source, this.bytes);
    this.jobs = this.start();
  }

  /** Starts the jobs, as a server that was started anew does. */
  start(): Jobs {
    const events = this.events = new Events();
    events.listen((event) => void this.told.push(event));
    return this.jobs = createJobs({
      device: (name) => name === "testing" ? this.device : undefined,
      volumes: this.volumes,
      parameters: new Parameters(),
      events,
      log: NO_LOG,
      folder: this.dir.at("state"),
      patience: 0,
    });
  }

  /** Puts a blank disc into each slot. */
  blanks(slots: readonly number[], media = "bd-r"): void {
    for (const slot of slots) {
      createVirtualDisc(this.file(slot), { media });
      this.device.put(slot, this.file(slot), "blank", /rw|\+|re$/.test(media));
    }
  }

  /** The file of a slot's disc. */
  file(slot: number): string {
    return this.dir.at(`disc${slot}`);
  }

  /** Begins a job. */
  submit(kind: JobKind, request: Record<string, unknown>): Job {
    return this.jobs.submit({ kind, device: "testing", request, client: "test" });
  }

  /** Begins a job and waits for its end. */
  async run(kind: JobKind, request: Record<string, unknown>): Promise<Job> {
    return await this.ended(this.submit(kind, request).id);
  }

  /** Produces from the source of the rig. */
  async produce(request: Record<string, unknown>): Promise<Job> {
    return await this.run("produce", { source: this.source, ...request });
  }

  /** Waits for the end of a job. */
  async ended(id: number): Promise<Job> {
    return await this.jobs.wait(id, PATIENCE_MS);
  }

  /** Waits until something of a job's data has been recorded. */
  async progressed(id: number): Promise<void> {
    await this.#until((event) =>
      event.event === "job" && event.job.id === id && (event.job.progress ?? 0) > 0
    );
  }

  /** Waits until the disc of a slot is at a step. */
  async atStep(id: number, slot: number, step: JobDisc["step"]): Promise<void> {
    await this.#until((event) =>
      event.event === "job-disc" && event.job === id && event.disc.slot === slot && event.disc.step === step
    );
  }

  /** Waits until something is read from the disc in a drive, or written to it. */
  async inDrive(drive: number): Promise<void> {
    await this.#until((event) =>
      event.event === "job" && this.device.drives[drive - 1]!.slot !== null &&
      /comparing \d+ %/.test(event.job.activity ?? "")
    );
  }

  async #until(is: (event: JukeboxEvent) => boolean): Promise<void> {
    if (this.told.some(is)) return;
    await new Promise<void>((resolve) => {
      const stop = this.events.listen((event) => {
        if (!is(event)) return;
        stop();
        resolve();
      });
    });
  }

  /** The row of a slot's disc in a job. */
  row(job: number, slot: number): JobDisc {
    return this.volumes.job(job)!.discs.find((disc) => disc.slot === slot)!;
  }

  /** The steps of a job's discs, by slot. */
  steps(job: number): Record<number, string> {
    return Object.fromEntries(this.volumes.job(job)!.discs.map(({ slot, step }) => [slot, step]));
  }

  /** What the database knows of the discs of a job, in their order. */
  discStates(job: number): (Disc["state"] | undefined)[] {
    return this.volumes.job(job)!.discs.map(({ disc }) => this.volumes.disc(disc ?? 0)?.state);
  }

  /** Fails unless the disc of a slot holds the source. */
  assertHolds(slot: number, bytes: Uint8Array = this.bytes): void {
    assertEquals(firstDifference(this.file(slot), 0, bytes, Math.ceil(bytes.length / 2048)), undefined);
  }

  /** Fails unless a disc was never written to. */
  assertUntouched(slot: number): void {
    assertEquals(Deno.statSync(this.file(slot)).size, 0);
  }

  /** Files in a folder of the state. */
  files(folder: "spool" | "protocols"): string[] {
    return [...Deno.readDirSync(this.dir.at(`state/${folder}`))].map(({ name }) => name).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.jobs.close();
    assertEquals(this.device.leases, 0, "drives are still leased");
    assertEquals(this.device.drives.map(({ slot }) => slot).filter((slot) => slot !== null), []);
    this.volumes.close();
    this.dir[Symbol.dispose]();
  }
}
