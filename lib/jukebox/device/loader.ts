/**
 * Getting a disc into a drive, and out of it again.
 *
 * @module
 */

import { DeviceError } from "../../errors.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import { JukeboxError } from "../errors.ts";
import type { Core } from "./core.ts";
import type { DriveState } from "./drive_state.ts";
import { ask, failDrive } from "./drive_use.ts";
import { refusalOf } from "./held_drive.ts";
import type { Mover } from "./mover.ts";
import type { Asker } from "./queue.ts";
import { sameSpot, type Spot } from "./places.ts";

/** How often a disc that others move about is looked for. */
const ATTEMPTS = 100;
/** How often a disc may stay in a drive that was to be emptied. */
const MOST_STUCK = 3;

/** Loads the drives of one device. */
export class Loader {
  readonly #core: Core;
  readonly #mover: Mover;

  /** For one device. */
  constructor(core: Core, mover: Mover) {
    this.#core = core;
    this.#mover = mover;
  }

  /**
   * Loads a disc into a drive that the caller holds, and that is emptied first where it has to be.
   *
   * @returns another drive that has the disc, to be emptied first; `undefined` when it is done
   */
  async bring(drive: DriveState, disc: number, signal?: AbortSignal): Promise<number | undefined> {
    const to: Spot = { kind: "drive", number: drive.number };
    const other = await this.#core.robot.take(async () => {
      const at = this.#core.contents.spotOf(disc);
      if (at === undefined) throw this.#gone(disc);
      if (sameSpot(at, to)) return undefined;
      this.#needMoves(drive);
      if (drive.duty === "failed") throw this.#outOfOrder(drive);
      if (at.kind === "drive") return at.number;
      if (this.#core.contents.at(to)?.full === true) await this.#clear(drive);
      await this.#mover.move(at, to);
      drive.mark = undefined;
      return undefined;
    }, signal);
    if (other !== undefined) return other;
    await this.#awaitDisc(drive);
    return undefined;
  }

  /** The same for whoever can wait for the other drive while he holds his. */
  async load(drive: DriveState, slot: number, signal?: AbortSignal): Promise<number> {
    for (let attempts = 0; attempts < ATTEMPTS; attempts++) {
      const disc = this.discOf(slot);
      // From here on the disc of before is nobody's any more.
      if (drive.claim !== disc) drive.claim = null;
      const claimed = this.#core.drives.find((other) => other !== drive && other.claim === disc);
      const other = claimed?.number ?? await this.bring(drive, disc, signal);
      if (other === undefined) {
        drive.claim = disc;
        return disc;
      }
      await this.empty(other, disc, "holder", signal);
    }
    throw new JukeboxError("busy", `Cannot load slot ${slot}: its disc is wanted elsewhere all the time`);
  }

  /** Waits for a drive that has a certain disc, and takes that back to its slot. */
  async empty(number: number, disc: number, asker: Asker, signal?: AbortSignal): Promise<void> {
    this.refuseHeld(number);
    const hold = await this.#core.queue.acquire({ kind: "drive", drive: number }, signal, asker);
    try {
      // Whoever had the drive may have reserved it meanwhile, or emptied it.
      this.refuseHeld(number);
      if (this.#core.discIn(number) === disc) await this.unload(hold.drive);
    } finally {
      hold.release();
    }
  }

  /** Takes the disc of a drive that the caller holds back to its slot. */
  async unload(drive: DriveState): Promise<Spot> {
    const spot: Spot = { kind: "drive", number: drive.number };
    if (!this.#core.carrier.moves) return spot;
    drive.claim = null;
    return await this.#core.robot.take(() => this.#clear(drive));
  }

  /** Empties a drive; one that keeps its disc again and again is of no use to anybody. */
  async #clear(drive: DriveState): Promise<Spot> {
    try {
      const spot = await this.#mover.home(drive.number);
      drive.stuck = 0;
      return spot;
    } catch (error) {
      const holds = this.#core.contents.at({ kind: "drive", number: drive.number })?.full === true;
      if (holds && this.#core.state !== "failed" && ++drive.stuck >= MOST_STUCK) {
        failDrive(this.#core, drive, error);
      }
      throw error;
    }
  }

  /**
   * The disc of a slot.
   *
   * @throws {JukeboxError} when there is none
   */
  discOf(slot: number): number {
    const disc = this.#core.discOfSlot(slot);
    if (disc !== null) return disc;
    throw new JukeboxError("state", `Cannot use slot ${slot} of ${this.#core.name}: it is empty`);
  }

  /** Refuses a drive that is in someone else's hands for an unknown time. */
  refuseHeld(number: number): void {
    const refusal = refusalOf(this.#core.drive(number));
    if (refusal !== undefined) throw refusal;
  }

  async #awaitDisc(drive: DriveState): Promise<void> {
    try {
      if (await ask(this.#core, drive, "awaitDisc")) drive.confirmed = true;
      else if (!drive.confirmed) await this.#doubt(drive);
    } catch (error) {
      // What is wrong with a disc comes out when it is looked at.
      if (drive.duty === "failed" || !(error instanceof DeviceError) || error instanceof TransportError) {
        throw error;
      }
    }
  }

  /** The first disc that went into a drive is not seen there: then it is perhaps in another drive. */
  async #doubt(drive: DriveState): Promise<never> {
    const { number, path } = drive;
    await this.#core.robot.take(() => this.#mover.home(number));
    const error = new JukeboxError(
      "state",
      `Cannot use drive ${number}: the changer has put a disc into it, but ${path} sees none`,
      { hint: "the description may number the drives otherwise than the changer: compare their order" },
    );
    failDrive(this.#core, drive, error);
    throw error;
  }

  #needMoves({ number }: DriveState): void {
    if (this.#core.carrier.moves) return;
    throw new JukeboxError("usage", `Cannot move a disc to drive ${number}: the device has no robot`, {
      hint: "the disc of drive n is slot n",
    });
  }

  #outOfOrder({ number, trouble }: DriveState): JukeboxError {
    return new JukeboxError("state", `Cannot load drive ${number}: it is out of order: ${trouble}`, {
      hint: `when that is put right: discglow cdadm attach ${this.#core.name} -d ${number}`,
    });
  }

  #gone(disc: number): JukeboxError {
    const name = this.#core.volumes.disc(disc)?.name ?? `disc ${disc}`;
    return new JukeboxError("missing", `Cannot load ${name}: it is no longer in ${this.#core.name}`);
  }
}
