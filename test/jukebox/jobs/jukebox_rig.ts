/**
 * A virtual jukebox with its engine and its jobs: everything but the server around them.
 *
 * @module
 */

import type { JukeboxDevice } from "../../../lib/jukebox/device/device.ts";
import { createJobs } from "../../../lib/jukebox/jobs/create_jobs.ts";
import type { Jobs } from "../../../lib/jukebox/jobs/jobs.ts";
import type { Job } from "../../../lib/jukebox/model.ts";
import { readVirtualJukebox } from "../../../lib/virtual/changer/read.ts";
import { noise } from "../../recorder/virtual_job.ts";
import { assertEquals } from "../../support/assert.ts";
import { Rig } from "../device/rig.ts";

/** Longest that a test waits for a job, in milliseconds. */
const PATIENCE_MS = 120_000;

/** What the jukebox is to be like. */
export interface JukeboxRigOptions {
  readonly slots?: number;
  readonly drives?: number;
  /** Numbers of the drives that record; all when absent. */
  readonly recorders?: readonly number[];
  readonly filled?: readonly number[];
  readonly media?: string;
}

/** A jukebox that is attached, with its jobs. */
export class JukeboxRig implements AsyncDisposable {
  readonly rig: Rig;
  readonly source: string;
  readonly bytes: Uint8Array<ArrayBuffer> = noise(700_001, 5);
  readonly #options: JukeboxRigOptions;
  device!: JukeboxDevice;
  jobs!: Jobs;

  private constructor(options: JukeboxRigOptions) {
    this.#options = options;
    const { slots = 8, drives = 3, filled = [1, 2, 3, 4], media = "bd-r" } = options;
    this.rig = new Rig({ slots, drives, mailSlots: 1, media, filled: [...filled] });
    this.source = this.rig.dir.at("source.iso");
    Deno.writeFileSync(this.source, this.bytes);
  }

  /** Makes a jukebox, attaches it and looks at its discs. */
  static async make(options: JukeboxRigOptions = {}): Promise<JukeboxRig> {
    const rig = new JukeboxRig(options);
    await rig.start();
    return rig;
  }

  /** Attaches, as a server does that starts. */
  async start(): Promise<void> {
    const { drives = 3, recorders } = this.#options;
    const { volumes, parameters, events, log } = this.rig;
    this.device = this.rig.device({ drives, ...(recorders === undefined ? {} : { recorders }) });
    const unseen = await this.device.attach();
    this.jobs = createJobs({
      device: (name) => name === "jb" ? this.device : undefined,
      volumes,
      parameters,
      events,
      log,
      folder: this.rig.dir.at("state"),
      patience: 0,
    });
    this.jobs.resume("jb");
    if (unseen.length > 0) await this.device.test(unseen);
  }

  /** Produces from the source of the rig, and waits for the end. */
  async produce(request: Record<string, unknown>): Promise<Job> {
    return await this.run("produce", { source: this.source, ...request });
  }

  /** Runs a job. */
  async run(kind: Job["kind"], request: Record<string, unknown>): Promise<Job> {
    const { id } = this.jobs.submit({ kind, device: "jb", request, client: "test" });
    return await this.jobs.wait(id, PATIENCE_MS);
  }

  /** The bytes of the disc in a slot, as the jukebox holds them. */
  disc(slot: number): Uint8Array {
    const { elements } = readVirtualJukebox(this.rig.jukebox);
    const { disc } = elements.find(({ kind, number }) => kind === "slot" && number === slot)!;
    return Deno.readFileSync(disc!.path);
  }

  /** Fails unless the disc of a slot holds the source. */
  assertHolds(slot: number): void {
    const disc = this.disc(slot);
    assertEquals(disc.subarray(0, this.bytes.length), this.bytes, `slot ${slot}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.jobs.close();
    await this.rig[Symbol.asyncDispose]();
  }
}
