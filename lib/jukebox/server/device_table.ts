/**
 * The devices of a server by their names.
 *
 * @module
 */

import type { DeviceDescription } from "../description/description.ts";
import { deviceBaseName } from "../description/read.ts";
import type { JukeboxDevice } from "../device/device.ts";
import { JukeboxError } from "../errors.ts";
import type { DeviceStatus } from "../model.ts";

/** A device under control, or on its way there or from there. */
export interface Attached {
  readonly device: JukeboxDevice;
  /** `attaching` and `leaving` devices take no requests. */
  phase: "attaching" | "attached" | "leaving";
}

/** Attached devices, and those that could not be attached at the start. */
export class DeviceTable {
  readonly #attached = new Map<string, Attached>();
  readonly #failed = new Map<string, DeviceStatus>();

  /**
   * Takes a name and its drives for a device.
   *
   * @throws {JukeboxError} in the classic words when the name is in use
   */
  add(device: JukeboxDevice): Attached {
    const { description } = device;
    this.requireFree(description.name);
    this.#requireFreePaths(description);
    const entry: Attached = { device, phase: "attaching" };
    this.#attached.set(description.name, entry);
    return entry;
  }

  /** A device takes requests from now on; what went wrong before is forgotten. */
  settle(entry: Attached): void {
    entry.phase = "attached";
    this.#failed.delete(entry.device.description.name);
  }

  /** Takes back {@linkcode add}: what went wrong before is still to be seen. */
  drop(name: string): void {
    this.#attached.delete(name);
  }

  /** Refuses a name that is in use. */
  requireFree(name: string): void {
    if (this.#attached.has(name)) throw new JukeboxError("state", `attach ${name}: name in use`);
  }

  /** Forgets a device. */
  remove(name: string): void {
    this.#attached.delete(name);
    this.#failed.delete(name);
  }

  /** Notes why a device could not be attached. */
  fail(status: DeviceStatus): void {
    this.#failed.set(status.name, status);
  }

  /** Whether a device could not be attached so far, even if that is being tried just now. */
  isFailed(name: string): boolean {
    return this.#failed.has(name);
  }

  /** Why a device could not be attached; `undefined` when it is, is on its way, or was never wanted. */
  failure(name: string): DeviceStatus | undefined {
    return this.#attached.has(name) ? undefined : this.#failed.get(name);
  }

  /** A device by the name users give it, with or without `.dev`. */
  find(name: string): Attached {
    const base = deviceBaseName(name);
    const entry = this.#attached.get(base);
    if (entry !== undefined) return entry;
    const failed = this.failure(base);
    if (failed === undefined) throw new JukeboxError("device", "No such device", { hint: attachHint(base) });
    throw new JukeboxError("state", failed.trouble ?? "No such device", {
      hint:
        `the server tries again by itself from time to time, and at once with: discglow cdadm attach ${base}`,
    });
  }

  /** A device that is attached, by its plain name. */
  attached(name: string): JukeboxDevice | undefined {
    const entry = this.#attached.get(name);
    return entry?.phase === "attached" ? entry.device : undefined;
  }

  /** A device that takes requests. */
  ready(name: string): JukeboxDevice {
    const { device, phase } = this.find(name);
    if (phase === "attached") return device;
    const what = phase === "attaching" ? "it is being attached" : "it is being detached";
    throw new JukeboxError("busy", `Cannot use ${device.description.name}: ${what}`, {
      hint: phase === "attaching" ? "try again in a moment" : undefined,
    });
  }

  /** One of its drives. */
  readyDrive(name: string, drive: number): JukeboxDevice {
    const device = this.ready(name);
    if (device.description.drives.some(({ number }) => number === drive)) return device;
    throw new JukeboxError("usage", "Not that many drives", {
      hint: `${device.description.name} has drives 1 to ${device.description.drives.length}`,
    });
  }

  /** One as it is now. */
  status(name: string): DeviceStatus {
    return this.failure(deviceBaseName(name)) ?? this.find(name).device.status();
  }

  /** All as they are now. */
  statuses(): DeviceStatus[] {
    const attached = [...this.#attached.values()].map(({ device }) => device.status());
    const failed = [...this.#failed.values()].filter(({ name }) => !this.#attached.has(name));
    return [...attached, ...failed].sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** All that are attached or on their way. */
  all(): Attached[] {
    return [...this.#attached.values()];
  }

  /** Two devices that move discs in and out of one drive would wreck them. */
  #requireFreePaths({ name, robot, drives }: DeviceDescription): void {
    const wanted = new Set([...drives.map(({ path }) => path), ...(robot === undefined ? [] : [robot])]);
    for (const { device: { description: other } } of this.#attached.values()) {
      const taken = [other.robot, ...other.drives.map(({ path }) => path)].find((path) =>
        path !== undefined && wanted.has(path)
      );
      if (taken !== undefined) {
        throw new JukeboxError("busy", `Cannot attach ${name}: ${taken} belongs to ${other.name}`, {
          hint: `release it with: discglow cdadm detach ${other.name}`,
        });
      }
    }
  }
}

function attachHint(base: string): string {
  return `take it under control with: discglow cdadm attach ${base}; see: discglow cdadm survey -d`;
}
