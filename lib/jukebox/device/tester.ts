/**
 * Inspecting the discs of slots, by as many drives at a time as serve.
 *
 * @module
 */

import { StoppedError } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { Disc } from "../model.ts";
import type { Core } from "./core.ts";
import type { TestedSlot, TestOptions } from "./device.ts";
import { closeDrive } from "./drive_use.ts";
import type { Inspector } from "./inspector.ts";
import type { Loader } from "./loader.ts";

/** How often a disc that others move about is looked for. */
const ATTEMPTS = 20;

/** Tests the slots of one device. */
export class Tester {
  readonly #core: Core;
  readonly #loader: Loader;
  readonly #inspector: Inspector;

  /** For one device. */
  constructor(core: Core, loader: Loader, inspector: Inspector) {
    this.#core = core;
    this.#loader = loader;
    this.#inspector = inspector;
  }

  /** Tests; the answer has one entry for each slot, in the order asked. */
  async test(slots: readonly number[], options: TestOptions): Promise<TestedSlot[]> {
    for (const slot of slots) this.#core.discOfSlot(slot);
    const tested: TestedSlot[] = [];
    let next = 0;
    const work = async () => {
      while (next < slots.length) {
        const place = next++;
        try {
          const one = await this.#testSlot(slots[place]!, options.signal);
          tested[place] = one;
          options.onSlot?.(one);
        } catch (error) {
          // The others end with the disc that they have.
          next = slots.length;
          throw error;
        }
      }
    };
    // More at a time would only wait for drives, and make others wait behind them.
    const workers = Math.max(1, this.#core.drives.filter(({ duty }) => duty !== "failed").length);
    const ends = await Promise.allSettled(Array.from({ length: Math.min(workers, slots.length) }, work));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return tested;
  }

  async #testSlot(slot: number, signal: AbortSignal | undefined): Promise<TestedSlot> {
    try {
      const disc = this.#core.discOfSlot(slot);
      if (disc === null) return { slot, disc: null, trouble: null };
      return { slot, disc: await this.#testDisc(slot, signal), trouble: null };
    } catch (error) {
      if (error instanceof StoppedError || signal?.aborted === true) throw error;
      this.#core.log.error(2, "#", error);
      const disc = this.#core.contents.discOfSlot(slot);
      const known = disc === null ? null : this.#core.volumes.disc(disc) ?? null;
      return { slot, disc: known, trouble: error instanceof Error ? error.message : String(error) };
    }
  }

  async #testDisc(slot: number, signal: AbortSignal | undefined): Promise<Disc> {
    let recorder = this.#inspector.wantsRecorder && this.#core.carrier.moves;
    for (let attempts = 0;; attempts++) {
      const id = this.#loader.discOf(slot);
      await this.#fetchFromReader(id, recorder, signal);
      const hold = await this.#core.queue.acquire(
        { kind: "disc", disc: id, shared: false, recorder },
        signal,
        "holder",
      );
      try {
        const other = await this.#loader.bring(hold.drive, id, signal);
        // Somebody else has taken it meanwhile.
        if (other !== undefined) {
          if (attempts < ATTEMPTS) continue;
          throw new JukeboxError(
            "busy",
            `Cannot test slot ${slot}: its disc is wanted elsewhere all the time`,
          );
        }
        const askRecorder = !recorder && !hold.drive.recorder && this.#core.carrier.moves;
        const disc = await this.#inspector.inspect(hold.drive, { signal, askRecorder });
        if (disc !== undefined) return disc;
        recorder = true;
        await this.#loader.unload(hold.drive);
      } finally {
        // The disc stays until the drive is needed: whoever reads next may want it.
        await closeDrive(hold.drive);
        hold.release();
      }
    }
  }

  /** A disc that only a recorder can judge is taken out of a reader first. */
  async #fetchFromReader(disc: number, recorder: boolean, signal: AbortSignal | undefined): Promise<void> {
    const at = this.#core.contents.spotOf(disc);
    if (at?.kind !== "drive") return;
    const drive = this.#core.drive(at.number);
    if (drive.duty !== "serving") this.#loader.refuseHeld(at.number);
    if (recorder && !drive.recorder) await this.#loader.empty(at.number, disc, "holder", signal);
  }
}
