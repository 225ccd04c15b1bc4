/**
 * A device and jobs that do nothing by themselves, for tests of what puts them together.
 *
 * @module
 */

import type { DeviceDescription } from "../../../lib/jukebox/description/description.ts";
import type { JukeboxDevice } from "../../../lib/jukebox/device/device.ts";
import type { Log } from "../../../lib/jukebox/log/log.ts";
import type { JobRequest, Jobs } from "../../../lib/jukebox/jobs/jobs.ts";
import type { DeviceStatus, Disc, Job, SlotStatus } from "../../../lib/jukebox/model.ts";
import { failedDevice } from "../../../lib/jukebox/server/failed_device.ts";
import type { DeviceParts, JobParts, Parts } from "../../../lib/jukebox/server/parts.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { discIn, slotWith } from "../description/slots.ts";

/** Notes what is asked of it. */
export class FakeDevice implements JukeboxDevice {
  readonly description: DeviceDescription;
  /** What was called, in order. */
  readonly calls: string[] = [];
  /** What `attach` waits for. */
  attaching: Promise<void> = Promise.resolve();
  /** What `attach` answers. */
  asked: number[] = [];
  /** What `attach` throws. */
  refusal: Error | undefined;
  /** What `detach` waits for. */
  detaching: Promise<void> = Promise.resolve();
  /** Its slots. */
  content: SlotStatus[] = [
    slotWith(1, discIn(1)),
    slotWith(2, discIn(2, { state: "blank" })),
    slotWith(3, null),
  ];

  /** Takes its description from the parts. */
  constructor({ description }: Pick<DeviceParts, "description">) {
    this.description = description;
  }

  status(): DeviceStatus {
    const { name, drives } = failedDevice(this.description.name, "", this.description);
    const { type, robot = null } = this.description;
    return {
      ...{ name, type, state: "attached", robot, model: "A B 1", serial: "S1", trouble: null },
      ...{
        slots: this.content.length,
        mailSlots: 0,
        drives: drives.map((drive) => ({ ...drive, duty: "serving" })),
      },
    };
  }
  slots(): SlotStatus[] {
    return this.content;
  }
  async attach({ signal }: { signal?: AbortSignal } = {}): Promise<number[]> {
    this.calls.push("attach");
    await Promise.race([this.attaching, aborted(signal)]);
    if (this.refusal !== undefined) throw this.refusal;
    return this.asked;
  }
  async detach(): Promise<void> {
    this.calls.push("detach");
    await this.detaching;
  }
  detachDrive(drive: number, { who }: { who: string }): Promise<void> {
    return this.#note(`detachDrive ${drive} ${who}`);
  }
  attachDrive(drive: number, { who }: { who: string }, force: boolean): Promise<Disc | null> {
    return this.#note(`attachDrive ${drive} ${who} ${force}`).then(() => null);
  }
  moveToDrive(drive: number, slot: number): Promise<void> {
    return this.#note(`moveToDrive ${drive} ${slot}`);
  }
  moveBack(drive: number): Promise<{ kind: "slot"; device: string; number: number }> {
    return this.#note(`moveBack ${drive}`).then(() => ({ kind: "slot", device: "jb", number: 7 }));
  }
  rescan(): Promise<void> {
    return this.#note("rescan");
  }
  read(disc: number, path: string): Promise<ReadableStream<Uint8Array>> {
    return this.#note(`read ${disc} ${path}`).then(() => new Blob(["data"]).stream());
  }
  test(): Promise<never> {
    return Promise.reject(new Error("jobs do that"));
  }
  insert(): Promise<never> {
    return this.test();
  }
  remove(): Promise<never> {
    return this.test();
  }
  lease(): Promise<never> {
    return this.test();
  }

  #note(call: string): Promise<void> {
    this.calls.push(call);
    return Promise.resolve();
  }
}

/** Only keeps jobs. */
export class FakeJobs implements Jobs {
  readonly parts: JobParts;
  /** What was called, in order. */
  readonly calls: string[] = [];
  /** What `close` waits for. */
  closing: Promise<void> = Promise.resolve();

  constructor(parts: JobParts) {
    this.parts = parts;
  }

  submit({ kind, device, request, client }: JobRequest): Job {
    return this.parts.volumes.addJob(kind, device, request, client);
  }
  stop(id: number): Job {
    this.calls.push(`stop ${id}`);
    this.parts.volumes.changeJob(id, { state: "stopped" });
    return this.parts.volumes.job(id)!;
  }
  wait(id: number, milliseconds: number): Promise<Job> {
    this.calls.push(`wait ${id} ${milliseconds}`);
    return Promise.resolve(this.parts.volumes.job(id)!);
  }
  asItIs(job: Job): Job {
    return job;
  }
  resume(device: string): void {
    this.calls.push(`resume ${device}, ${this.parts.device(device) === undefined ? "missing" : "attached"}`);
  }
  async close(): Promise<void> {
    this.calls.push("close");
    await this.closing;
  }
}

/** Parts with a real database, and what they made of the rest. */
export interface FakeParts extends Parts {
  /** Devices by name, as they are made. */
  readonly devices: Map<string, FakeDevice>;
  /** The jobs. */
  jobs: FakeJobs | undefined;
}

/** May change a device before it is attached. */
export type Prepare = (device: FakeDevice, log: Log) => void;

/** Makes parts. */
export function fakeParts(prepare: Prepare = () => {}): FakeParts {
  const parts: FakeParts = {
    devices: new Map(),
    jobs: undefined,
    openVolumes: (path) => openVolumes(path),
    createDevice(given) {
      const device = new FakeDevice(given);
      prepare(device, given.log);
      parts.devices.set(given.description.name, device);
      return device;
    },
    createJobs: (given) => parts.jobs = new FakeJobs(given),
  };
  return parts;
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}
