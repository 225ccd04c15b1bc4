/**
 * A drive of a virtual jukebox: the drive that stands alone, whose disc comes and goes between two commands.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import type { Direction, ScsiAnswer, Transport } from "../../scsi/transport.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import type { Clock } from "../clock.ts";
import { VirtualDrive } from "../drive.ts";
import { closedError, goneError, MAX_TRANSFER } from "../frame.ts";
import type { DriveSetup } from "../machine.ts";
import { NO_DISC } from "../no_disc.ts";
import { SENSE } from "../sense.ts";
import { pressedState } from "../state.ts";
import { Store } from "../store.ts";
import { discIdIn, discIn, sideOf } from "./discs.ts";
import { driveFiles, type DriveState, readDriveState, writeDriveState } from "./drive_state.ts";
import { driveSerial, readJukebox } from "./jukebox.ts";
import { type Held, hold, holdAsHost, stateLocked } from "./locks.ts";
import { folderOf, type Place } from "./places.ts";

/** A drive of a virtual jukebox that is in use. */
export class JukeboxDrive implements Transport {
  /** The device as the user named it. */
  readonly name: string;
  /** 1 MiB. */
  readonly maxTransfer = MAX_TRANSFER;
  /** None: the locks end with the process. */
  readonly descriptor = undefined;
  readonly #dir: string;
  readonly #place: Place;
  readonly #files: ReturnType<typeof driveFiles>;
  readonly #clock: Clock;
  readonly #readOnly: boolean;
  readonly #host: Held;
  #inner: VirtualDrive | undefined;
  /** Name of the disc inside, and of how manyeth it is. */
  #inside = "";
  #known: DriveState | undefined;
  #closed = false;

  /** Opens the drive of that number. */
  constructor(name: string, dir: string, drive: number, clock: Clock, readOnly: boolean) {
    this.name = name;
    this.#dir = dir;
    this.#place = { kind: "drive", number: drive };
    this.#files = driveFiles(dir, drive);
    this.#clock = clock;
    this.#readOnly = readOnly;
    this.#host = holdAsHost(name, this.#files.host, !readOnly);
    try {
      this.#reach(() => this.#follow());
    } catch (error) {
      this.#host[Symbol.dispose]();
      throw error;
    }
  }

  /** Sends one command. */
  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    if (this.#closed) throw closedError(this.name);
    // a disc that is locked in cannot be taken away meanwhile
    if (this.#known?.prevented === true) return this.#send(this.#inner!, cdb, direction, data, timeout);
    return this.#reach(() => this.#send(this.#follow(), cdb, direction, data, timeout));
  }

  /** Gives the drive back; what lies in it stays there. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#reach(() => {
        if (this.#inside !== this.#insideNow()) return;
        this.#inner?.close();
        this.#publish({ recording: false });
      });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    } finally {
      this.#inner?.abandon();
      this.#host[Symbol.dispose]();
    }
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }

  #send(
    inner: VirtualDrive,
    cdb: Uint8Array,
    direction: Direction,
    data: Uint8Array,
    timeout: number,
  ): ScsiAnswer {
    try {
      return inner.execute(cdb, direction, data, timeout);
    } finally {
      const { tray, ...status } = inner.status;
      this.#publish({ ejected: tray !== "loaded", ...status });
    }
  }

  /** Does something while nobody takes the disc away. */
  #reach<T>(how: () => T): T {
    try {
      using held = hold(this.#files.lock);
      if (held === undefined) throw stateLocked(this.name);
      return how();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      // the folder of the jukebox was taken away while it was in use
      throw goneError(this.name, "drive", error);
    }
  }

  /** The drive with the disc that is in it now. */
  #follow(): VirtualDrive {
    const inside = this.#insideNow();
    if (this.#inner !== undefined && this.#inside === inside) return this.#inner;
    this.#inner?.abandon();
    this.#inner = undefined;
    const state = readDriveState(this.#files.state);
    this.#inside = inside;
    this.#known = state;
    return this.#inner = this.#withDisc(state);
  }

  #insideNow(): string {
    const id = discIdIn(folderOf(this.#dir, this.#place)) ?? "";
    return `${id} ${readDriveState(this.#files.state).generation}`;
  }

  #withDisc({ ejected, prevented, attention }: DriveState): VirtualDrive {
    const jukebox = readJukebox(this.#dir);
    const setup: DriveSetup = {
      serial: driveSerial(jukebox, this.#place.number),
      behaviour: jukebox.drive,
      tray: ejected ? "open" : "loaded",
      attentions: attention ? [SENSE.mediumChanged] : [],
    };
    const disc = this.#openDisc();
    if (disc !== undefined) {
      const state = { ...disc.state, locked: prevented };
      return new VirtualDrive(this.name, disc.store, state, this.#clock, setup);
    }
    const none = { ...pressedState([]), locked: prevented };
    const vacant = { ...setup, tray: "empty", vacant: true } as const;
    return new VirtualDrive(this.name, NO_DISC, none, this.#clock, vacant);
  }

  /** A disc that cannot be used, such as one that lies on its only side, is none to a drive. */
  #openDisc(): ReturnType<typeof Store.open> | undefined {
    const found = discIn(this.#dir, this.#place);
    if (found === undefined) return undefined;
    try {
      return Store.open(this.name, sideOf(found), this.#readOnly, true);
    } catch (error) {
      if (error instanceof DiscglowError) return undefined;
      throw error;
    }
  }

  #publish(changes: Partial<DriveState>): void {
    const before = this.#known;
    if (before === undefined) return;
    const after = { ...before, ...changes };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.#known = after;
    writeDriveState(this.#files.state, after);
  }
}
