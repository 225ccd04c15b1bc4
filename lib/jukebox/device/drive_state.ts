/**
 * A drive as the server remembers it.
 *
 * @module
 */

import type { DescribedDrive } from "../description/description.ts";
import type { DriveDuty, Holder } from "../model.ts";
import type { DiscThread } from "./disc_thread.ts";

/** What changes about a drive. */
export class DriveState {
  readonly number: number;
  readonly path: string;
  readonly recorder: boolean;
  readonly thread: DiscThread;
  serial: string | null = null;
  duty: DriveDuty = "serving";
  activity: string | null = null;
  holder: Holder | null = null;
  trouble: string | null = null;
  /** How many use it now. */
  users = 0;
  /** They do not mind others. */
  shared = false;
  /** The disc that they have it for. */
  claim: number | null = null;
  /** Rises with every use of a drive of the device. */
  lastUsed = 0;
  /** It is surely the drive that the changer puts discs into. */
  confirmed = false;
  /** How often its disc could not be taken out, one time after the other. */
  stuck = 0;
  /** What tells a change of the disc by hand; `undefined` before it was looked at. */
  mark: { readonly disc: string | undefined } | undefined;

  /** As described. */
  constructor(described: DescribedDrive, path: string, thread: DiscThread) {
    this.number = described.number;
    this.path = path;
    this.recorder = described.recorder;
    this.thread = thread;
  }

  /** Out of order. */
  fail(trouble: string): void {
    this.duty = "failed";
    this.trouble = trouble;
  }
}
