/**
 * `movecd`: discs that operators put into drives and take back, reserved drives among them.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { Place } from "../model.ts";
import type { Core } from "./core.ts";
import type { RequestOptions } from "./device.ts";
import { closeDrive } from "./drive_use.ts";
import type { Loader } from "./loader.ts";
import { placeIn } from "./places.ts";

/** How often a disc that others move about is looked for. */
const ATTEMPTS = 20;

/** Moves for the operators of one device. */
export class OperatorMoves {
  readonly #core: Core;
  readonly #loader: Loader;

  /** For one device. */
  constructor(core: Core, loader: Loader) {
    this.#core = core;
    this.#loader = loader;
  }

  /** The disc of a slot into a drive. */
  async toDrive(number: number, slot: number, { signal }: RequestOptions): Promise<void> {
    const { queue, drives } = this.#core;
    const drive = this.#core.drive(number);
    for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
      const disc = this.#loader.discOf(slot);
      const hold = await queue.acquire({ kind: "drive", drive: number }, signal, "holder");
      let other: number | undefined;
      try {
        const claimed = drives.find((one) => one !== drive && one.claim === disc);
        other = claimed?.number ?? await this.#loader.bring(drive, disc, signal);
      } finally {
        await closeDrive(drive);
        hold.release();
      }
      if (other === undefined) return;
      // Only now: two who wait for each other's drive while they hold their own would wait for ever.
      await this.#loader.empty(other, disc, "holder", signal);
    }
    throw new JukeboxError("busy", `Cannot load slot ${slot}: its disc is wanted elsewhere all the time`);
  }

  /** The disc of a drive back to its slot. */
  async back(number: number, { signal }: RequestOptions): Promise<Place> {
    const drive = this.#core.drive(number);
    const hold = await this.#core.queue.acquire({ kind: "drive", drive: number }, signal, "holder");
    try {
      if (this.#core.contents.at({ kind: "drive", number })?.full !== true) {
        throw new JukeboxError("state", `Cannot take a disc out of drive ${number}: it is empty`);
      }
      return placeIn(this.#core.name, await this.#loader.unload(drive));
    } finally {
      await closeDrive(drive);
      hold.release();
    }
  }
}
