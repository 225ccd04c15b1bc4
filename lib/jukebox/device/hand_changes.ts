/**
 * Discs of devices without a robot are changed by hand: their idle drives are asked every few seconds.
 *
 * @module
 */

import type { Core } from "./core.ts";
import { UNREADY } from "./disc_mark.ts";
import type { DriveState } from "./drive_state.ts";
import { ask, closeDrive } from "./drive_use.ts";
import type { Inspector } from "./inspector.ts";
import { placeIn, SHELF, type Spot } from "./places.ts";

/** How long to wait before looking whether the parameter has become other than «never», in milliseconds. */
const NEVER_MS = 5000;

/** Watches the drives of one device. */
export class HandChanges {
  readonly #core: Core;
  readonly #inspector: Inspector;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round: Promise<void> = Promise.resolve();
  #ended = false;

  /** Watches nothing yet. */
  constructor(core: Core, inspector: Inspector) {
    this.#core = core;
    this.#inspector = inspector;
  }

  /** Begins to watch. */
  begin(): void {
    this.#ended = false;
    const seconds = this.#core.parameters.get("dcheck");
    this.#timer = setTimeout(() => {
      this.#round = (seconds === 0 ? Promise.resolve() : this.look()).then(() => {
        if (!this.#ended) this.begin();
      });
    }, seconds === 0 ? NEVER_MS : seconds * 1000);
  }

  /** Ends it. */
  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** Looks at all drives that have nothing to do. */
  async look(): Promise<void> {
    await Promise.all(this.#core.drives.map(async (drive) => {
      if (drive.users > 0 || drive.duty !== "serving" || this.#core.queue.waitingFor(drive.number) > 0) {
        return;
      }
      try {
        const hold = await this.#core.queue.acquire(
          { kind: "drive", drive: drive.number },
          undefined,
          "holder",
        );
        try {
          await this.check(drive, true);
        } finally {
          await closeDrive(drive);
          hold.release();
        }
      } catch (error) {
        this.#core.log.error(2, "^", error);
      }
    }));
  }

  /** Looks at a drive that the caller holds; a disc that is new there is inspected when that is wanted. */
  async check(drive: DriveState, inspect: boolean): Promise<void> {
    const { contents, volumes, name, log } = this.#core;
    const disc = await this.#markOf(drive);
    if (disc?.startsWith(UNREADY) === true) return;
    const before = drive.mark;
    drive.mark = { disc };
    const spot: Spot = { kind: "drive", number: drive.number };
    const content = contents.at(spot);
    const full = disc !== undefined;
    if (content?.full === full && (before === undefined || before.disc === disc)) return;
    log.write(5, "^", `${name}: the disc in drive ${drive.number} was ${full ? "changed" : "taken out"}`);
    const old = content?.disc ?? null;
    if (old !== null) {
      contents.setHome(old, undefined);
      volumes.noteSeen(old, SHELF, null);
      this.#core.tellDisc(old);
    }
    if (full) {
      const home: Spot = { kind: "slot", number: drive.number };
      const { id } = volumes.addDisc(placeIn(name, spot), placeIn(name, home), null);
      contents.put({ spot, full, barcode: null, disc: id });
      contents.setHome(id, drive.number);
      if (inspect) await this.#inspector.inspect(drive, { askRecorder: false });
    } else {
      contents.put({ spot, full, barcode: null, disc: null });
    }
    this.#core.changed();
  }

  /** A file that was taken away is a disc that was taken out. */
  async #markOf(drive: DriveState): Promise<string | undefined> {
    if (this.#core.description.type !== "image") return await ask(this.#core, drive, "mark");
    try {
      return await drive.thread.do("mark");
    } catch (error) {
      if (drive.thread.lost) throw error;
      this.#core.log.error(6, "^", error);
      return undefined;
    }
  }
}
