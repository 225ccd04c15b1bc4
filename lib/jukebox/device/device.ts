/**
 * A device of the jukebox as the rest of the server sees it.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { DeviceDescription } from "../description/description.ts";
import type { DeviceStatus, Disc, Holder, Place, SlotStatus } from "../model.ts";

/** How an inspection went. */
export interface TestedSlot {
  readonly slot: number;
  /** The disc, `null` for an empty slot. */
  readonly disc: Disc | null;
  /** Why it could not be inspected. */
  readonly trouble: string | null;
}

/** Options of everything that waits its turn. */
export interface RequestOptions {
  /** Gives up waiting, and stops at the next safe point. */
  readonly signal?: AbortSignal;
}

/** Options of {@linkcode JukeboxDevice.test}. */
export interface TestOptions extends RequestOptions {
  /** Hears of each slot as it is done. */
  readonly onSlot?: (tested: TestedSlot) => void;
}

/** Which drive is wanted. */
export interface DriveWish {
  /** It must record. */
  readonly recorder: boolean;
  /** One of these; `null` for any. */
  readonly among: readonly number[] | null;
  /** None of these. */
  readonly except?: readonly number[];
}

/** A drive in the hands of one job. Nothing else uses or moves it before `release`. */
export interface DriveLease {
  /** Logical number. */
  readonly drive: number;
  /** Name to open it by. While a lease is held the device's own thread keeps the drive closed between its calls. */
  readonly path: string;
  /** What the status shows as the drive's activity; `null` for nothing. */
  activity: string | null;
  /** Moves the disc of a slot into the drive, which is emptied first if need be. */
  load(slot: number, options?: RequestOptions): Promise<void>;
  /** Moves the disc back to where it belongs, and returns where it is then. */
  unload(): Promise<Place>;
  /** What lies in the drive. */
  examine(): Promise<MediumSummary | undefined>;
  /** Inspects the disc and brings the database up to date: medium, volume, names, files. */
  inspect(options?: RequestOptions): Promise<Disc>;
  /** Blanks a rewritable disc, or formats it where it is overwritten. */
  erase(options?: RequestOptions): Promise<void>;
  /** Gives the drive back; a disc that still lies in it is left to the device. */
  release(): Promise<void>;
}

/** A device that has been attached. Errors are JukeboxErrors or DeviceErrors. */
export interface JukeboxDevice {
  readonly description: DeviceDescription;
  /** As it is now, from memory. */
  status(): DeviceStatus;
  /** Slots and mail slots, from memory and the database. */
  slots(): SlotStatus[];
  /**
   * Opens robot and drives, takes inventory, ends what a killed server has begun: discs in grippers and drives
   * that serve go back to their slots.
   *
   * @returns numbers of the slots whose disc has to be inspected
   */
  attach(options?: RequestOptions): Promise<number[]>;
  /** Waits for what goes on, then lets go of robot and drives. */
  detach(): Promise<void>;
  /** Reserves a drive once it has finished what it does. */
  detachDrive(drive: number, holder: Holder): Promise<void>;
  /**
   * Takes a drive back into service; what lies in it is inspected.
   *
   * @param by who asks: another than the holder needs `force` while the holder lives
   */
  attachDrive(drive: number, by: Holder, force: boolean): Promise<Disc | null>;
  /** `movecd`: the disc of a slot into a drive. */
  moveToDrive(drive: number, slot: number, options?: RequestOptions): Promise<void>;
  /** `movecd` without a slot: the disc of a drive back to its slot. */
  moveBack(drive: number, options?: RequestOptions): Promise<Place>;
  /** Inspects the discs of slots, and ends a halt. */
  test(slots: readonly number[] | undefined, options?: TestOptions): Promise<TestedSlot[]>;
  /** The changer looks at all its elements anew, and the database with it. */
  rescan(options?: RequestOptions): Promise<void>;
  /** Takes a disc from the mail slot into the first empty slot of the list; returns that slot. Waits for the operator unless `early`. */
  insert(slots: readonly number[] | undefined, early: boolean, options?: RequestOptions): Promise<number>;
  /** Gives out the disc of a slot through the mail slot. */
  remove(slot: number, early: boolean, options?: RequestOptions): Promise<Disc>;
  /** Waits for a drive. */
  lease(wish: DriveWish, options?: RequestOptions): Promise<DriveLease>;
  /** Reads a file of a disc: loads the disc into a drive that serves, when it is in none. */
  read(disc: number, path: string, options?: RequestOptions): Promise<ReadableStream<Uint8Array>>;
}
