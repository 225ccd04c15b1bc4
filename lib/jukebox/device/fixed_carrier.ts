/**
 * Devices without a robot: the disc of drive n is that of slot n, and only people change it.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { DeviceType } from "../model.ts";
import type { Carrier, CarrierFacts, Sighting } from "./carrier.ts";
import type { DriveState } from "./drive_state.ts";
import { closeDrive } from "./drive_use.ts";
import type { Spot } from "./places.ts";

/** Carries nothing. */
export class FixedCarrier implements Carrier {
  readonly moves = false;
  readonly #drives: readonly DriveState[];
  /** A file that cannot be opened is a place without a disc; of a drive that says nothing of its disc. */
  readonly #isFile: boolean;

  /** Looks into these drives, which are files when `type` says so. */
  constructor(drives: readonly DriveState[], type: DeviceType) {
    this.#drives = drives;
    this.#isFile = type === "image";
  }

  start(): Promise<CarrierFacts> {
    const sure = new Set(this.#drives.map(({ number }) => number));
    return Promise.resolve({ model: null, serial: null, notices: [], lost: new Map(), sure });
  }

  async look(): Promise<Sighting[]> {
    const drives = await Promise.all(this.#drives.map((drive) => this.#sighting(drive)));
    const slots = drives.map((drive): Sighting => ({
      ...drive,
      spot: { kind: "slot", number: drive.spot.number },
      full: false,
    }));
    return [...slots, ...drives];
  }

  carry(): Promise<void> {
    return Promise.reject(new JukeboxError("usage", "Cannot move a disc: the device has no robot"));
  }

  lock(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #sighting(drive: DriveState): Promise<Sighting> {
    const { number } = drive;
    const spot: Spot = { kind: "drive", number };
    const source: Spot = { kind: "slot", number };
    const plain = { spot, barcode: null, source, byOperator: false };
    // A question would disturb whoever has it; what was noticed by the watch stays true.
    if (drive.duty !== "serving" || drive.users > 0) {
      return { ...plain, full: undefined, trouble: drive.trouble ?? undefined };
    }
    try {
      const disc = await drive.thread.do("mark");
      // A change since the watch has looked is for the watch to find.
      drive.mark ??= { disc };
      return { ...plain, full: disc !== undefined, trouble: undefined };
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      return { ...plain, full: this.#isFile ? false : undefined, trouble };
    } finally {
      // Whoever has come meanwhile may be reading already.
      if (drive.users === 0) await closeDrive(drive);
    }
  }
}
