/**
 * A drive in the hands of one job.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import { StoppedError } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import type { Disc, Place } from "../model.ts";
import type { Core } from "./core.ts";
import type { DriveLease, RequestOptions } from "./device.ts";
import type { DriveState } from "./drive_state.ts";
import { ask, closeDrive } from "./drive_use.ts";
import type { Inspector } from "./inspector.ts";
import type { Loader } from "./loader.ts";
import { placeIn } from "./places.ts";
import type { Hold } from "./queue.ts";

/** Makes leases of holds. */
export class Lease implements DriveLease {
  readonly #core: Core;
  readonly #hold: Hold;
  readonly #loader: Loader;
  readonly #inspector: Inspector;
  #released = false;

  /** Takes the hold over. */
  constructor(core: Core, hold: Hold, loader: Loader, inspector: Inspector) {
    this.#core = core;
    this.#hold = hold;
    this.#loader = loader;
    this.#inspector = inspector;
    hold.drive.duty = "job";
    core.changed();
  }

  get drive(): number {
    return this.#hold.drive.number;
  }

  get path(): string {
    return this.#hold.drive.path;
  }

  get activity(): string | null {
    return this.#hold.drive.activity;
  }

  set activity(words: string | null) {
    if (this.#released || this.#hold.drive.activity === words) return;
    this.#hold.drive.activity = words;
    this.#core.changed();
  }

  async load(slot: number, options: RequestOptions = {}): Promise<void> {
    await this.#use((drive) => this.#loader.load(drive, slot, options.signal));
  }

  async unload(): Promise<Place> {
    return placeIn(this.#core.name, await this.#use((drive) => this.#loader.unload(drive)));
  }

  async examine(): Promise<MediumSummary | undefined> {
    return await this.#use((drive) => ask(this.#core, drive, "examine"));
  }

  async inspect(options: RequestOptions = {}): Promise<Disc> {
    const { signal } = options;
    return (await this.#use((drive) => this.#inspector.inspect(drive, { signal, askRecorder: false })))!;
  }

  async erase(options: RequestOptions = {}): Promise<void> {
    if (options.signal?.aborted === true) throw new StoppedError("Stopped before the disc was erased");
    await this.#use((drive) => ask(this.#core, drive, "erase"));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    const { drive } = this.#hold;
    await closeDrive(drive);
    drive.mark = undefined;
    if (drive.duty === "job") drive.duty = "serving";
    this.#hold.release();
  }

  /** Between two calls the drive is closed, so that a recording can open it. */
  async #use<T>(work: (drive: DriveState) => Promise<T>): Promise<T> {
    if (this.#released) {
      throw new JukeboxError("state", `Cannot use drive ${this.drive}: it was given back`);
    }
    try {
      return await work(this.#hold.drive);
    } finally {
      await closeDrive(this.#hold.drive);
    }
  }
}
