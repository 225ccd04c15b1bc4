/**
 * What a drive's thread is asked, and what it answers.
 *
 * @module
 */

import type { MediumSummary } from "../../mmc/medium.ts";
import type { DiscFacts, IndexedFile } from "../database/volumes.ts";
import type { TravellingError } from "./travelling_error.ts";

/** Everything the thread does. Devices are opened by the first task that needs them and closed by `close`. */
export interface DiscWork {
  /** Opens the drive and asks who it is. */
  meet(): DriveMet;
  /** What lies in it. */
  examine(): MediumSummary | undefined;
  /** Waits until a disc that was put in can be used; `false` when there is none. */
  awaitDisc(): boolean;
  /** A few words that are the same as long as the same disc lies in it; `undefined` without one. */
  mark(): string | undefined;
  /** Finds out what the disc is; `refuseIncomplete` volumes that are longer than their disc. */
  identify(refuseIncomplete: boolean): DiscFacts | undefined;
  /** The next files of the disc that was identified, at most so many. */
  list(most: number): ListedFiles;
  /** Opens a file of the disc. */
  openFile(path: string): OpenedFile;
  /** The next bytes of it; none at its end. */
  readFile(file: number): Uint8Array<ArrayBuffer>;
  /** Closes it. */
  closeFile(file: number): void;
  /** Blanks or formats the disc. */
  erase(): void;
  /** Unlocks the drive, and with `eject` lets the disc out. */
  letGo(eject: boolean): void;
  /** Gives the drive back. */
  close(): void;
}

/** Who a drive is. */
export interface DriveMet {
  /** `VENDOR PRODUCT REV`. */
  readonly model: string;
  readonly serial: string | undefined;
}

/** Some files. */
export interface ListedFiles {
  readonly files: readonly IndexedFile[];
  /** There are no more. */
  readonly done: boolean;
  /** Why there may be more that cannot be seen. */
  readonly trouble: string | undefined;
}

/** A file that is open. */
export interface OpenedFile {
  readonly file: number;
  readonly size: number;
}

/** A task on its way: the name of the work and what it is given. */
export interface DiscTask {
  /** Words of shared memory in which the thread gives its signs of life. */
  readonly control: Int32Array;
  /** The drive. */
  readonly path: string;
  readonly work: keyof DiscWork;
  readonly given: readonly unknown[];
}

/** What comes back. */
export type DiscAnswer = { readonly done: unknown } | { readonly failed: TravellingError };
