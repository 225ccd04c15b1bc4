/**
 * Making virtual jukeboxes, and changing how they behave; all but making one can be done while they are in use.
 *
 * @module
 */

import { DiscglowError, reasonOf, UsageError } from "../../errors.ts";
import { completeBehaviour, type DriveBehaviour } from "../behaviour.ts";
import { type ChangerBehaviour, completeChanger } from "./behaviour.ts";
import { type ChangerFault, checkChangerFault } from "./faults.ts";
import { fill } from "./insert.ts";
import { changeJukebox, inFolder, type Jukebox, writeJukebox } from "./jukebox.ts";
import { allPlaces, folderOf, PLACE_KINDS, type PlaceKind, requirePlace } from "./places.ts";
import { CHANGER_SENSE } from "./sense.ts";
import { senseWords } from "../sense.ts";

export type { ChangerBehaviour } from "./behaviour.ts";
export type { ChangerFault, ChangerFaultKind } from "./faults.ts";
export { insertVirtualDisc, type VirtualInsert, type VirtualInsertOptions } from "./insert.ts";
export type { Place, PlaceKind } from "./places.ts";
export {
  readVirtualJukebox,
  type VirtualElement,
  type VirtualJukebox,
  type VirtualPlacedDisc,
} from "./read.ts";
export { takeVirtualDisc } from "./take.ts";

/** Options of {@linkcode createVirtualJukebox}. */
export interface VirtualJukeboxOptions {
  /**
   * How many slots it has.
   * @default {60}
   */
  readonly slots?: number;
  /**
   * How many drives.
   * @default {4}
   */
  readonly drives?: number;
  /**
   * How many mail slots.
   * @default {2}
   */
  readonly mailSlots?: number;
  /**
   * It reads bar codes: the same as `behaviour.barcodes`.
   * @default {true}
   */
  readonly barcodes?: boolean;
  /** Word of the medium that fills slots. */
  readonly media?: string;
  /** Slots that hold a blank disc of that medium; all of them when it is absent and `media` is given. */
  readonly filled?: readonly number[];
  /** How the changer behaves. */
  readonly behaviour?: Partial<ChangerBehaviour>;
  /** How its drives behave. */
  readonly drive?: Partial<DriveBehaviour>;
  /** Serial number of the changer, at least six characters, of which drives have the first six; made up when absent. */
  readonly serial?: string;
}

/** Makes a jukebox: a folder for every element, and discs in some. The folder must not be there, or be empty. */
export function createVirtualJukebox(dir: string, options: VirtualJukeboxOptions = {}): void {
  const { slots = 60, drives = 4, mailSlots = 2, barcodes, media, serial = madeUpSerial() } = options;
  const jukebox: Jukebox = {
    version: 1,
    serial: checkedSerial(serial),
    counts: { gripper: 1, slot: slots, mail: mailSlots, drive: drives },
    behaviour: completeChanger({ ...options.behaviour, ...(barcodes === undefined ? {} : { barcodes }) }),
    drive: options.drive ?? {},
    faults: [],
    locked: false,
    attentions: [senseWords(CHANGER_SENSE.powerOn)],
    nextLabel: 1,
  };
  completeBehaviour(jukebox.drive);
  checkCounts(dir, jukebox);
  const filled = media === undefined ? [] : options.filled ?? Array.from({ length: slots }, (_, i) => i + 1);
  for (const number of filled) requirePlace(dir, jukebox.counts, { kind: "slot", number });
  makeFolders(dir, jukebox);
  inFolder(dir, () => {
    for (const number of filled) {
      fill(dir, { media: media! }, {}, (put) => put(jukebox, { kind: "slot", number }));
    }
    // last of all: what has no description is no jukebox
    writeJukebox(dir, jukebox);
  });
}

function madeUpSerial(): string {
  return crypto.randomUUID().slice(0, 8).toUpperCase();
}

function checkedSerial(serial: string): string {
  if (/^[\w-]{6,32}$/.test(serial)) return serial;
  throw new UsageError(`Cannot use the serial number ${serial}: it is not 6 to 32 letters and digits`);
}

function checkCounts(dir: string, { counts }: Jukebox): void {
  for (const kind of Object.keys(counts) as PlaceKind[]) {
    const { most, title } = PLACE_KINDS[kind];
    const least = kind === "mail" ? 0 : 1;
    if (Number.isSafeInteger(counts[kind]) && counts[kind] >= least && counts[kind] <= most) continue;
    throw new UsageError(`Cannot create ${dir}: it cannot have ${counts[kind]} ${title}s`, {
      hint: `from ${least} to ${most} are possible`,
    });
  }
}

function makeFolders(dir: string, { counts }: Jukebox): void {
  try {
    Deno.mkdirSync(dir, { recursive: true });
    if (!Deno.readDirSync(dir)[Symbol.iterator]().next().done) throw new Error("it already holds something");
    Deno.mkdirSync(`${dir}/state`);
    for (const { folder } of Object.values(PLACE_KINDS)) Deno.mkdirSync(`${dir}/${folder}`);
    for (const place of allPlaces(counts)) Deno.mkdirSync(folderOf(dir, place));
  } catch (error) {
    throw new DiscglowError(`Cannot create ${dir}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Changes how the changer behaves. A door that a host has locked cannot be opened; one that was open is told of. */
export function setChangerBehaviour(dir: string, changes: Partial<ChangerBehaviour>): void {
  changeJukebox(dir, (jukebox) => {
    const before = jukebox.behaviour;
    jukebox.behaviour = completeChanger(changes, before);
    if (before.doorOpen === jukebox.behaviour.doorOpen) return;
    if (jukebox.locked && !before.doorOpen) {
      throw new DiscglowError(`Cannot open the door of ${dir}: a host has locked it`);
    }
    if (before.doorOpen) jukebox.attentions = [...jukebox.attentions, senseWords(CHANGER_SENSE.changed)];
  });
}

/** Changes how the drives behave; each of them does so from the next disc on. */
export function setJukeboxDrives(dir: string, changes: Partial<DriveBehaviour>): void {
  completeBehaviour(changes);
  changeJukebox(dir, (jukebox) => {
    jukebox.drive = { ...jukebox.drive, ...changes };
  });
}

/** Gives a changer one fault more. */
export function addChangerFault(dir: string, fault: ChangerFault): void {
  checkChangerFault(fault);
  changeJukebox(dir, (jukebox) => {
    if (fault.place !== undefined) requirePlace(dir, jukebox.counts, fault.place);
    jukebox.faults = [...jukebox.faults, fault];
  });
}

/** Takes all faults of a changer away. */
export function clearChangerFaults(dir: string): void {
  changeJukebox(dir, (jukebox) => {
    jukebox.faults = [];
  });
}
