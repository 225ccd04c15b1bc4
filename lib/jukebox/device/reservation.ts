/**
 * Drives that people take out of service for themselves, and give back.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { Disc, Holder } from "../model.ts";
import { isHolderGone } from "../server/holder.ts";
import type { Core } from "./core.ts";
import type { DriveState } from "./drive_state.ts";
import { closeDrive } from "./drive_use.ts";
import type { HandChanges } from "./hand_changes.ts";
import type { Inspector } from "./inspector.ts";
import { takeInventory } from "./inventory.ts";
import type { Mover } from "./mover.ts";
import { startCarrier } from "./start_carrier.ts";

/** The reservations of one device. */
export class Reservations {
  readonly #core: Core;
  readonly #mover: Mover;
  readonly #inspector: Inspector;
  readonly #hands: HandChanges;

  /** For one device. */
  constructor(core: Core, mover: Mover, inspector: Inspector, hands: HandChanges) {
    this.#core = core;
    this.#mover = mover;
    this.#inspector = inspector;
    this.#hands = hands;
  }

  /** Reserves a drive once it has finished what it does. */
  async reserve(number: number, holder: Holder, signal?: AbortSignal): Promise<void> {
    const { queue, volumes, name, log } = this.#core;
    const drive = this.#core.drive(number);
    this.#refuseReserved(drive);
    const hold = await queue.acquire({ kind: "drive", drive: number }, signal, "holder");
    try {
      this.#refuseReserved(drive);
      await closeDrive(drive);
      volumes.reserve(name, number, holder);
      drive.duty = "reserved";
      drive.holder = holder;
      log.write(3, "&", `${name}: drive ${number} is reserved by ${holder.who}`);
    } finally {
      hold.release();
    }
  }

  /** Takes a drive back, and one that was out of order once more; what lies in it is inspected. */
  async giveBack(number: number, by: Holder, force: boolean): Promise<Disc | null> {
    const { queue, volumes, name, log } = this.#core;
    const drive = this.#core.drive(number);
    this.#refuseOthers(drive, by, force);
    const hold = await queue.acquire({ kind: "drive", drive: number }, undefined, "holder");
    try {
      this.#refuseOthers(drive, by, force);
      await this.#revive(drive);
      volumes.reserve(name, number, undefined);
      drive.duty = "serving";
      drive.holder = null;
      drive.trouble = null;
      drive.stuck = 0;
      log.write(3, "&", `${name}: drive ${number} serves again`);
      this.#core.changed();
      return await this.#inspect(drive);
    } finally {
      await closeDrive(drive);
      hold.release();
    }
  }

  /** Makes sure that the drive is there and that it is known which one it is. */
  async #revive(drive: DriveState): Promise<void> {
    const { description } = this.#core;
    drive.thread.revive();
    if (description.type !== "image") {
      const { serial } = await drive.thread.do("meet");
      drive.serial = serial ?? null;
    }
    const isReached = this.#core.contents.at({ kind: "drive", number: drive.number }) !== undefined;
    if (drive.duty !== "failed" && drive.trouble === null && isReached) return;
    await this.#core.robot.take(async () => {
      const { lost } = await startCarrier(this.#core);
      const why = lost.get(drive.number);
      if (why !== undefined) {
        throw new JukeboxError("state", `Cannot attach drive ${drive.number}: ${why}`);
      }
      takeInventory(this.#core, await this.#mover.look());
    });
  }

  async #inspect(drive: DriveState): Promise<Disc | null> {
    const { carrier, contents, volumes, log } = this.#core;
    try {
      if (!carrier.moves) await this.#hands.check(drive, false);
      if (contents.at({ kind: "drive", number: drive.number })?.full !== true) return null;
      return await this.#inspector.inspect(drive, { askRecorder: false }) ?? null;
    } catch (error) {
      // The drive serves again; what lies in it can be tested later.
      log.error(2, "@", error);
      const disc = this.#core.discIn(drive.number);
      return disc === null ? null : volumes.disc(disc) ?? null;
    }
  }

  #refuseReserved({ duty, holder, number }: DriveState): void {
    if (duty !== "reserved") return;
    throw new JukeboxError("busy", `Cannot detach drive ${number}: ${wordsOf(holder)} has reserved it`);
  }

  #refuseOthers({ duty, holder, number }: DriveState, by: Holder, force: boolean): void {
    if (duty === "failed") return;
    if (duty !== "reserved") {
      throw new JukeboxError("state", `Cannot attach drive ${number}: it is not detached`);
    }
    if (force || holder === null || holder.who === by.who || isHolderGone(holder)) return;
    throw new JukeboxError("busy", `Cannot attach drive ${number}: ${wordsOf(holder)} has reserved it`, {
      hint: "ask them, or lift the reservation with --force",
    });
  }
}

function wordsOf(holder: Holder | null): string {
  return holder === null ? "somebody" : `${holder.who} (since ${holder.since})`;
}
