/**
 * Making virtual discs, and changing drives and discs between two uses.
 *
 * @module
 */

import { DiscglowError, reasonOf, UsageError } from "../errors.ts";
import { completeBehaviour, type DriveBehaviour } from "./behaviour.ts";
import { realClock } from "./clock.ts";
import { checkFault, type Fault } from "./faults.ts";
import { Machine } from "./machine.ts";
import { BLOCK, VIRTUAL_MEDIA } from "./media.ts";
import { blankState, type DiscState, pressedState, statePath } from "./state.ts";
import { release, Store, writeState } from "./store.ts";

/** Options of {@linkcode createVirtualDisc}. */
export interface VirtualDiscOptions {
  /** Word of the medium: `bd-r`, `dvd+rw`, … */
  readonly media: string;
  /** How the drive behaves. */
  readonly drive?: Partial<DriveBehaviour>;
}

/** Makes a blank disc: an empty data file and its state file. */
export function createVirtualDisc(path: string, options: VirtualDiscOptions): void {
  if (!VIRTUAL_MEDIA.has(options.media)) {
    throw new UsageError(`Cannot create ${path}: there is no medium ${options.media}`, {
      hint: `use one of ${[...VIRTUAL_MEDIA.keys()].join(", ")}`,
    });
  }
  create(path, blankState(options.media, completeBehaviour(options.drive ?? {})));
}

/** One track of a pressed disc. */
export interface PressedTrack {
  /** Its length. */
  readonly blocks: number;
  /**
   * What it holds.
   * @default {"data"}
   */
  readonly kind?: "data" | "audio";
}

/** Makes a pressed disc of zeros with these tracks, such as a CD with music. */
export function createPressedDisc(path: string, tracks: readonly PressedTrack[]): void {
  let first = 0;
  const placed = tracks.map(({ blocks, kind = "data" }) => {
    const track = { first, recorded: blocks, kind };
    first += blocks;
    return track;
  });
  create(path, pressedState(placed));
  Deno.truncateSync(path, first * BLOCK);
}

function create(path: string, state: DiscState): void {
  if (exists(statePath(path)) && !exists(path)) {
    throw new DiscglowError(`Cannot create ${path}: the state file of another disc lies there`, {
      hint: `remove ${statePath(path)} if that disc is no more`,
    });
  }
  try {
    Deno.openSync(path, { write: true, createNew: true }).close();
  } catch (error) {
    const there = error instanceof Deno.errors.AlreadyExists;
    throw new DiscglowError(`Cannot create ${path}: ${there ? "it already exists" : reasonOf(error)}`, {
      cause: error,
    });
  }
  try {
    writeState(path, state);
  } catch (error) {
    Deno.removeSync(path);
    throw new DiscglowError(`Cannot create ${path}: its state file cannot be written, ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Changes how a drive behaves. The disc must not be in use. */
export function setBehaviour(path: string, changes: Partial<DriveBehaviour>): void {
  change(path, (state) => {
    state.drive = completeBehaviour(changes, state.drive);
  });
}

/** Gives a drive one fault more. The disc must not be in use. */
export function addFault(path: string, fault: Fault): void {
  checkFault(fault);
  change(path, (state) => {
    state.faults = [...state.faults, fault];
  });
}

/** Takes all faults away. The disc must not be in use. */
export function clearFaults(path: string): void {
  change(path, (state) => {
    state.faults = [];
  });
}

/** What a disc and its drive are like, as the next drive will find them. The disc must not be in use. */
export function readVirtualDisc(path: string): DiscState {
  const { store, state } = Store.open(path, path, true);
  try {
    const machine = new Machine(path, store, state, realClock);
    machine.family.recover(machine);
    return machine.disc;
  } finally {
    store.close();
  }
}

/** Turns every bit of a block over, silently, as time does to a disc. The disc must not be in use. */
export function damageBlock(path: string, block: number): void {
  const file = openToDamage(path);
  try {
    if (!file.tryLockSync(true)) throw new DiscglowError(`Cannot damage ${path}: it is in use`);
    if (block < 0 || (block + 1) * BLOCK > file.statSync().size) {
      throw new DiscglowError(`Cannot damage block ${block} of ${path}: it was never recorded`);
    }
    const bytes = new Uint8Array(BLOCK);
    file.seekSync(block * BLOCK, Deno.SeekMode.Start);
    for (let done = 0; done < BLOCK;) {
      const got = file.readSync(bytes.subarray(done));
      if (got === null) break;
      done += got;
    }
    for (let i = 0; i < BLOCK; i++) bytes[i] = ~bytes[i]!;
    file.seekSync(block * BLOCK, Deno.SeekMode.Start);
    for (let done = 0; done < BLOCK;) done += file.writeSync(bytes.subarray(done));
  } finally {
    release(file);
  }
}

function openToDamage(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { read: true, write: true });
  } catch (error) {
    throw new DiscglowError(`Cannot damage ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function change(path: string, how: (state: DiscState) => void): void {
  const { store, state } = Store.open(path, path, false);
  try {
    if (!store.writable) {
      throw new DiscglowError(`Cannot change ${path}: it has no state file`, {
        hint: `discs made by discglow virtual create have one, named ${statePath(path)}`,
      });
    }
    how(state);
    if (!store.save(state)) {
      throw new DiscglowError(`Cannot change ${path}: its state file cannot be written`);
    }
  } finally {
    store.close();
  }
}
