/**
 * Attaches devices at the start of the server, and goes on trying with those that are switched off or misdescribed.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import type { DeviceDescription } from "../description/description.ts";
import { readDescription } from "../description/read.ts";
import type { Events } from "../events.ts";
import { HeldLog } from "../log/held_log.ts";
import type { Log } from "../log/log.ts";
import type { Attacher } from "./attacher.ts";
import type { DeviceTable } from "./device_table.ts";
import { failedDevice } from "./failed_device.ts";
import { retry } from "./retry.ts";

/** What a {@linkcode Reattacher} works with. */
export interface ReattacherParts {
  /** Folder of the descriptions. */
  readonly folder: string;
  readonly attacher: Attacher;
  readonly table: DeviceTable;
  readonly events: Events;
  readonly log: Log;
  /** Ends all attempts. */
  readonly signal: AbortSignal;
  /** Milliseconds before the second attempt. */
  readonly firstRetry: number | undefined;
}

/** Levels of the log: what goes wrong, and the same once more. */
const NEWS = 1;
const NO_NEWS = 5;

/** Attaches until it works, or a client has attached or detached the device. */
export class Reattacher {
  readonly #parts: ReattacherParts;

  /** Makes one. */
  constructor(parts: ReattacherParts) {
    this.#parts = parts;
  }

  /** Tries once, and later again by itself; what goes wrong is told to the log and shown in the status. */
  async attach(name: string): Promise<void> {
    const { table, signal, firstRetry } = this.#parts;
    if (await this.#attempt(name)) return;
    const again = async () => {
      if (!table.isFailed(name)) return true;
      // While a client tries, what becomes of that is awaited.
      return table.failure(name) !== undefined && await this.#attempt(name);
    };
    void retry(again, signal, firstRetry);
  }

  /** Returns whether no other attempt is needed. Never throws. */
  async #attempt(name: string): Promise<boolean> {
    const { attacher, table, signal, log } = this.#parts;
    const before = table.failure(name)?.trouble;
    const held = new HeldLog(log);
    if (before === undefined) held.release();
    try {
      await attacher.take(name, "server", signal, held);
      held.release();
      return true;
    } catch (error) {
      if (signal.aborted) return true;
      const trouble = error instanceof DiscglowError ? error.message : reasonOf(error);
      if (trouble !== before) held.release();
      log.error(trouble === before ? NO_NEWS : NEWS, "&", error);
      if (table.attached(name) !== undefined) return true;
      this.#show(name, trouble);
      return false;
    }
  }

  #show(name: string, trouble: string): void {
    const { table, events, folder } = this.#parts;
    let description: DeviceDescription | undefined;
    try {
      description = readDescription(folder, name);
    } catch {
      // That is the trouble.
    }
    const device = failedDevice(name, trouble, description);
    table.fail(device);
    events.tell({ event: "device", device });
  }
}
