/**
 * Takes devices under control and lets them go.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import type { DeviceDescription } from "../description/description.ts";
import { deviceBaseName, readDescription } from "../description/read.ts";
import { staleSlots } from "../description/stale_slots.ts";
import type { JukeboxDevice } from "../device/device.ts";
import { JukeboxError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Log } from "../log/log.ts";
import type { DeviceStatus, Job, JobState } from "../model.ts";
import { formatSlotList, parseSlotList } from "../slot_list.ts";
import type { Attached, DeviceTable } from "./device_table.ts";
import type { InventoryKeeper } from "./inventory_keeper.ts";
import type { Parts, Shared } from "./parts.ts";

/** What an {@linkcode Attacher} works with. */
export interface AttacherParts extends Shared {
  /** Folder of the descriptions. */
  readonly folder: string;
  readonly createDevice: Parts["createDevice"];
  readonly jobs: Jobs;
  readonly table: DeviceTable;
  readonly inventories: InventoryKeeper;
}

/** What attaching has come to. */
export interface AttachResult {
  readonly device: DeviceStatus;
  /** Inspects the slots that have to be; `null` when none has to. */
  readonly job: Job | null;
}

/** Levels of the log. */
const FAILED = 1;
const REFUSED = 5;

const UNFINISHED: readonly JobState[] = ["queued", "running", "interrupted"];

/** Attaches and detaches. */
export class Attacher {
  readonly #parts: AttacherParts;
  readonly #pending = new Set<Promise<unknown>>();

  /** Makes one. */
  constructor(parts: AttacherParts) {
    this.#parts = parts;
  }

  /** Takes the device of a description under control; what goes wrong is for the caller to tell. */
  async take(
    name: string,
    client: string,
    signal: AbortSignal,
    log: Log = this.#parts.log,
  ): Promise<AttachResult> {
    const attaching = this.#attach(name, client, signal, log);
    this.#pending.add(attaching);
    try {
      return await attaching;
    } finally {
      this.#pending.delete(attaching);
    }
  }

  /** The same for a client; the log hears of what goes wrong. */
  async attach(name: string, client: string, signal: AbortSignal, tag: string): Promise<AttachResult> {
    try {
      return await this.take(name, client, signal);
    } catch (error) {
      // What the client has done wrong is its own news.
      const refused = error instanceof JukeboxError && error.kind !== "failed";
      this.#parts.log.error(refused ? REFUSED : FAILED, "&", error, tag);
      throw error;
    }
  }

  async #attach(name: string, client: string, signal: AbortSignal, log: Log): Promise<AttachResult> {
    const { folder, table, createDevice, volumes, parameters, events } = this.#parts;
    const base = deviceBaseName(name);
    table.requireFree(base);
    const description = readDescription(folder, base);
    const device = createDevice({ description, volumes, parameters, events, log });
    const entry = table.add(device);
    const slots = await this.#takeControl(entry, signal);
    // From here on the device is attached, whatever becomes of the inspection.
    return { device: device.status(), job: this.#inspect(base, slots, client) };
  }

  /** Attaches a device, and tells which slots have to be inspected. */
  async #takeControl(entry: Attached, signal: AbortSignal): Promise<number[]> {
    const { table, volumes, inventories, jobs } = this.#parts;
    const { device } = entry;
    const { name } = device.description;
    try {
      const asked = await device.attach({ signal });
      signal.throwIfAborted();
      noteAttached(volumes, device.description, device.status(), true);
      table.settle(entry);
      const slots = staleSlots(asked, device.slots(), inventories.read(device));
      jobs.resume(name);
      inventories.keep(device);
      return slots;
    } catch (error) {
      table.drop(name);
      await this.#letGo(device);
      throw error;
    }
  }

  /** Lets a device go; it is not attached again at the next start. */
  async detach(name: string): Promise<void> {
    const { table, volumes, inventories, events } = this.#parts;
    const base = deviceBaseName(name);
    if (table.failure(base) !== undefined) {
      const kept = volumes.devices().find((device) => device.name === base);
      if (kept !== undefined) volumes.noteDevice({ ...kept, attached: false });
      table.remove(base);
      return events.tell({ event: "gone", name: base });
    }
    const device = table.ready(base);
    this.#requireNoJobs(base);
    const entry = table.find(base);
    entry.phase = "leaving";
    const status = device.status();
    inventories.release(base);
    try {
      await device.detach();
    } finally {
      table.remove(base);
      events.tell({ event: "gone", name: base });
      noteAttached(volumes, device.description, status, false);
    }
  }

  /** Lets all devices go at the end of the server, which attaches them again at its next start. */
  async releaseAll(): Promise<void> {
    const { table, inventories } = this.#parts;
    await Promise.allSettled(this.#pending);
    await Promise.all(
      table.all().map(async (entry) => {
        entry.phase = "leaving";
        inventories.release(entry.device.description.name);
        await this.#letGo(entry.device);
        table.remove(entry.device.description.name);
      }),
    );
  }

  /** One job for all slots, without those that a job of before is going to inspect anyway. */
  #inspect(device: string, slots: readonly number[], client: string): Job | null {
    const { volumes, jobs } = this.#parts;
    const left = new Set(slots);
    for (const job of volumes.jobs({ device, states: UNFINISHED })) {
      if (job.kind !== "test") continue;
      const list = job.request["slots"];
      const planned = parseSlotList(typeof list === "string" ? list : undefined) ?? slots;
      for (const slot of planned) left.delete(slot);
    }
    if (left.size === 0) return null;
    return jobs.submit({ kind: "test", device, request: { slots: formatSlotList(left) }, client });
  }

  #requireNoJobs(device: string): void {
    const [job] = this.#parts.volumes.jobs({ device, states: ["queued", "running"], limit: 1 });
    if (job === undefined) return;
    throw new JukeboxError("busy", `Cannot detach ${device}: job ${job.id} (${job.kind}) needs it`, {
      hint: `wait for it, or stop it with: discglow cdadm stop ${job.id}`,
    });
  }

  async #letGo(device: JukeboxDevice): Promise<void> {
    try {
      await device.detach();
    } catch (error) {
      this.#parts.log.error(1, "&", error);
    }
  }
}

function noteAttached(
  volumes: Volumes,
  { type }: DeviceDescription,
  { name, robot, model, serial }: DeviceStatus,
  attached: boolean,
): void {
  volumes.noteDevice({ name, type, robot, model, serial, attached, seenAt: new Date().toISOString() });
}
