/**
 * What the server is composed of.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import type { DeviceDescription } from "../description/description.ts";
import type { JukeboxDevice } from "../device/device.ts";
import type { Events } from "../events.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Log } from "../log/log.ts";
import type { Parameters } from "../parameters.ts";

/** What all parts share. */
export interface Shared {
  readonly volumes: Volumes;
  readonly parameters: Parameters;
  readonly events: Events;
  readonly log: Log;
}

/** What a device is made of. */
export interface DeviceParts extends Shared {
  readonly description: DeviceDescription;
}

/** What jobs are made of. */
export interface JobParts extends Shared {
  /** An attached device. */
  readonly device: (name: string) => JukeboxDevice | undefined;
  /** The state folder. */
  readonly folder: string;
  /** Milliseconds for which recordings may go on when the server ends. */
  readonly patience: number;
}

/** Makes the parts; tests make others. */
export interface Parts {
  /** Opens the volumes database. */
  openVolumes(path: string): Volumes;
  /** Makes a device that has not been attached. */
  createDevice(parts: DeviceParts): JukeboxDevice;
  /** Makes the jobs. */
  createJobs(parts: JobParts): Jobs;
}
