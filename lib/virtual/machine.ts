/**
 * The inside of the drive: the disc that is in it, what it is doing, and what it remembers.
 *
 * @module
 */

import type { DriveBehaviour } from "./behaviour.ts";
import { DriveBuffer } from "./buffer.ts";
import type { Clock } from "./clock.ts";
import type { Family } from "./family.ts";
import { familyFor } from "./families/families.ts";
import { type Fault, FaultPlan, senseOfFault } from "./faults.ts";
import type { MediumKind } from "./media.ts";
import { ModePages } from "./mode_pages.ts";
import { Refusal, refuse, SENSE, type SenseCode } from "./sense.ts";
import { type DiscState, kindOf } from "./state.ts";
import type { Track } from "./track.ts";
import type { DiscFiles } from "./store.ts";
import { DriveTime } from "./work.ts";
import { goneError, type LogicalUnit } from "./frame.ts";

/** Where the disc is. */
export type TrayState = "loaded" | "open" | "empty";

/** What GET EVENT STATUS NOTIFICATION tells next (MMC-6 6.6): nothing, eject request, new or removed medium. */
export type MediaEvent = 0 | 1 | 2 | 3;

/** What a drive in a jukebox has of its own; a drive that stands alone takes it from the disc. */
export interface DriveSetup {
  /** Serial number, of eight characters. */
  readonly serial?: string;
  /** What differs from how the disc says its drive behaves. */
  readonly behaviour?: Partial<DriveBehaviour>;
  /**
   * Where the disc is at first.
   * @default {"loaded"}
   */
  readonly tray?: TrayState;
  /** There is no disc at all, so that none can be loaded. */
  readonly vacant?: boolean;
  /** Unit attentions to be told first. */
  readonly attentions?: readonly SenseCode[];
}

/** Everything the commands work with. Times in milliseconds of the clock. */
export class Machine implements LogicalUnit {
  /** A drive. */
  readonly what = "drive";
  /** The device as the user named it. */
  readonly name: string;
  /** The files. */
  readonly store: DiscFiles;
  /** Serial number. */
  readonly serial: string;
  /** No disc can be loaded: there is none. */
  readonly vacant: boolean;
  /** The medium. */
  readonly kind: MediumKind;
  /** What passes for time. */
  readonly clock: Clock;
  /** What the drive is busy with. */
  readonly time: DriveTime;
  /** What it is like. */
  readonly behaviour: DriveBehaviour;
  /** Mode pages. */
  readonly modes: ModePages;
  /** Data on its way to the disc. */
  readonly buffer: DriveBuffer;
  /** What is to go wrong. */
  readonly faults: FaultPlan;
  /** The disc; during a test recording, what it would be. */
  disc: DiscState;
  /** Where the disc is now. */
  tray: TrayState;
  /** Unit attentions to be told. */
  readonly attentions: SenseCode[] = [];
  /** What is told next of the disc. */
  event: MediaEvent = 2;
  /** Multiples of single speed that drive and disc offer for recording, fastest first. */
  readonly speeds: readonly number[];
  /** The one that was asked for last. */
  writeSpeed: number;
  /** The track that is being written to. */
  current: Track | undefined;
  /** A recording that is a whole: what RESERVE TRACK or SEND CUE SHEET have announced. */
  announced: Track | undefined;
  /** Tracks with a number up to this one were closed before the disc was loaded. */
  settledTracks: number;
  /** A fault that lies in wait at one of the blocks of the command of now. */
  fault: Fault | undefined;
  /** Bytes moved before the command of now failed. */
  transferred = 0;
  /** The drive no longer answers. */
  gone = false;
  /** When reading at the drive's speed would be as far as it is. */
  readUntil = 0;
  #readyAt: number;
  #real: DiscState | undefined;

  /** Puts the disc into the drive. */
  constructor(name: string, store: DiscFiles, disc: DiscState, clock: Clock, setup: DriveSetup = {}) {
    this.name = name;
    this.store = store;
    this.disc = disc;
    this.kind = kindOf(disc);
    this.clock = clock;
    this.time = new DriveTime(name, clock, () => {
      this.disc.background = "complete";
    });
    this.serial = setup.serial ?? serialOfPath(store.path);
    this.vacant = setup.vacant ?? false;
    this.tray = setup.tray ?? "loaded";
    this.attentions.push(...setup.attentions ?? []);
    this.behaviour = { ...disc.drive, ...setup.behaviour };
    this.modes = new ModePages(this.behaviour.underrunProtection);
    this.buffer = new DriveBuffer(this.behaviour.buffer, clock);
    this.faults = new FaultPlan(disc.faults);
    this.speeds = offered(this.kind.speeds, this.behaviour.speed);
    this.writeSpeed = this.speeds[0]!;
    this.settledTracks = disc.tracks.length;
    this.#readyAt = clock.now() + this.behaviour.spinUp;
    this.pace();
  }

  /** The rules of the medium as it is now. */
  get family(): Family {
    return familyFor(this.kind, this.disc);
  }

  /** A disc is in and the tray is shut. */
  get present(): boolean {
    return this.tray === "loaded";
  }

  /** Sets buffer and mode page to the recording speed. */
  pace(): void {
    const factor = this.behaviour.speed === 0 ? 0 : this.writeSpeed;
    this.buffer.rate = factor * this.kind.baseBytes / 1000;
    const inKB = (times: number) => Math.round(times * this.kind.baseSpeed);
    const writable = this.kind.family === "read-only" ? [] : this.speeds.map(inKB);
    this.modes.setSpeeds(inKB(this.readFactor), inKB(this.writeSpeed), writable);
  }

  /** Multiple of single speed for reading, as it is told. */
  get readFactor(): number {
    return this.behaviour.readSpeed || Math.max(...this.kind.speeds);
  }

  /** Refuses what needs a disc that is ready. */
  requireReady(): void {
    if (this.tray === "open") refuse(SENSE.trayOpen);
    if (this.tray === "empty") refuse(SENSE.noMedium);
    if (this.clock.now() < this.#readyAt) refuse(SENSE.becomingReady);
    this.time.requireIdle();
  }

  /** Does what a fault says; the command does not come back from it. */
  fail(fault: Fault): never {
    const { kind = "sense" } = fault;
    this.faults.happened(fault);
    if (kind === "hang") this.time.hang();
    if (kind === "gone") {
      this.gone = true;
      throw goneError(this.name, this.what);
    }
    if (kind === "removal") {
      this.unload("empty");
      refuse(SENSE.noMedium);
    }
    const named = fault.block !== undefined && kind === "sense";
    refuse(senseOfFault(fault), named ? { information: fault.block } : {});
  }

  /** Whether nothing of what is written stays. */
  get testing(): boolean {
    return this.#real !== undefined;
  }

  /** From here on nothing is recorded, and the disc only looks as if. */
  beginTest(): void {
    if (this.#real !== undefined) return;
    this.#real = this.disc;
    this.disc = structuredClone(this.disc);
  }

  /** The disc is again what it was. */
  endTest(): void {
    if (this.#real === undefined) return;
    this.disc = this.#real;
    this.#real = undefined;
    this.current = undefined;
    this.announced = undefined;
  }

  /** Writes the structure of the disc down. */
  save(): void {
    if (this.testing) return;
    this.disc.faults = this.faults.remaining();
    if (!this.store.save(this.disc)) throw new Refusal(SENSE.writeError);
  }

  /** Prevents or allows the removal of the disc; the state file shows it to whoever comes next. */
  lock(on: boolean): void {
    const lasting = this.#real ?? this.disc;
    const news = lasting.locked !== on;
    lasting.locked = this.disc.locked = on;
    lasting.faults = this.faults.remaining();
    // At once: it has to be seen even if the program is killed. Without room for it the older one stays.
    if (news) this.store.save(lasting);
  }

  /** The disc goes out. */
  unload(to: TrayState): void {
    this.endTest();
    this.buffer.settle();
    this.time.stop();
    this.breakOff();
    this.tray = to;
    this.event = 3;
  }

  /** The disc comes in, or is started again. */
  load(): void {
    if (this.tray !== "loaded") {
      this.attentions.push(SENSE.mediumChanged);
      this.event = 2;
      this.settledTracks = this.disc.tracks.length;
    }
    this.tray = "loaded";
    this.#readyAt = this.clock.now() + this.behaviour.spinUp;
  }

  /** Whatever was being recorded ends here. */
  breakOff(): void {
    if (this.announced !== undefined) this.family.recover(this);
    this.current = undefined;
    this.announced = undefined;
  }

  /** The last words before the files are closed. */
  retire(): void {
    this.endTest();
    this.breakOff();
    // What has come to its end meanwhile is to be seen as that.
    this.time.work();
    try {
      this.save();
    } catch {
      // There is no room for the state file: the older one stays, and the data file's length tells the rest.
    }
    this.store.close();
  }
}

/** Of the disc's speeds those that are not above the drive's; the drive's own when it is slower than all. */
function offered(speeds: readonly number[], most: number): readonly number[] {
  if (most === 0) return speeds;
  const slow = speeds.filter((factor) => factor <= most);
  return slow.length > 0 ? slow : [most];
}

/** Eight digits that belong to the path of the disc. */
function serialOfPath(path: string): string {
  let hash = 0x811c9dc5;
  for (const char of path) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(16).toUpperCase().padStart(8, "0");
}
