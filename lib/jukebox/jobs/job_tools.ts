/**
 * What all jobs work with.
 *
 * @module
 */

import type { Volumes } from "../database/volumes.ts";
import type { JukeboxDevice } from "../device/device.ts";
import type { Events } from "../events.ts";
import type { Log } from "../log/log.ts";
import type { Parameters } from "../parameters.ts";
import type { Bell } from "./bell.ts";
import type { SlotClaims } from "./claims.ts";

/** Options of {@linkcode createJobs}. */
export interface JobsOptions {
  /** The attached devices, by name. */
  readonly device: (name: string) => JukeboxDevice | undefined;
  readonly volumes: Volumes;
  readonly parameters: Parameters;
  readonly events: Events;
  readonly log: Log;
  /** The state folder: `spool` and `protocols` are made in it. */
  readonly folder: string;
  /**
   * How long recordings may go on by themselves when the server ends, in milliseconds; then they are stopped in
   * order, and their discs are lost.
   * @default {20000}
   */
  readonly patience?: number;
}

/** The same for those who run jobs. */
export interface JobTools extends Omit<JobsOptions, "folder" | "patience"> {
  /** Folder of images that are made for one job. */
  readonly spool: string;
  /** Folder of what is kept of every disc. */
  readonly protocols: string;
  readonly claims: SlotClaims;
  /** Rings when a disc of a job is done, or a slot becomes free. */
  readonly bell: Bell;
}

/** How a job has ended by itself. */
export interface Ending {
  readonly state: "done" | "failed";
  /** One sentence without a final period. */
  readonly words: string;
}
