/**
 * Moving discs from element to element. Every step is one rename, so that a disc is in exactly one place whenever the
 * program ends.
 *
 * @module
 */

import { refuse } from "../sense.ts";
import { discIdIn, discIn, type DiscLabel, type PlacedDisc, writeLabel } from "./discs.ts";
import { driveFiles, type DriveState, readDriveState, writeDriveState } from "./drive_state.ts";
import { hold, isHeld } from "./locks.ts";
import { addressOf, folderOf, type Place } from "./places.ts";
import { CHANGER_SENSE } from "./sense.ts";

/** Where discs are on their way. */
export const GRIPPER: Place = { kind: "gripper", number: 1 };

/** How long a drive may be busy with one command before it counts as in use, in milliseconds. */
const PATIENCE = 1000;

/** The disc in an element that something is to be taken from. */
export function requireDisc(dir: string, place: Place): PlacedDisc {
  return discIn(dir, place) ?? refuse(CHANGER_SENSE.sourceEmpty);
}

/** Refuses an element that is full. */
export function requireEmpty(dir: string, place: Place): void {
  if (discIdIn(folderOf(dir, place)) !== undefined) refuse(CHANGER_SENSE.destinationFull);
}

/** Takes a disc out of its element into another one; the lock of the jukebox's state is held. */
export function carry(dir: string, from: Place, to: Place, needsEject = false): void {
  const disc = requireDisc(dir, from);
  requireEmpty(dir, to);
  const rename = () => {
    const fromStorage = from.kind === "slot" || from.kind === "mail";
    if (fromStorage) writeLabel(disc.folder, { ...disc, source: addressOf(from) });
    Deno.renameSync(disc.folder, `${folderOf(dir, to)}/${disc.id}`);
  };
  outOfElement(dir, from, needsEject, () => intoElement(dir, to, rename));
}

/** Has a disc taken from an element; a drive may refuse that. */
export function outOfElement(dir: string, from: Place, needsEject: boolean, take: () => void): void {
  if (from.kind === "drive") outOfDrive(dir, from.number, needsEject, take);
  else take();
}

/** Has a disc put into an element; a drive is told of it. */
export function intoElement(dir: string, to: Place, put: () => void): void {
  if (to.kind === "drive") intoDrive(dir, to.number, put);
  else put();
}

/** Changes what is known of the disc in an element. */
export function relabel(dir: string, place: Place, change: (label: DiscLabel) => Partial<DiscLabel>): void {
  const disc = requireDisc(dir, place);
  writeLabel(disc.folder, { ...disc, ...change(disc) });
}

/** Has a disc taken from a drive, unless a host needs it there. */
function outOfDrive(dir: string, drive: number, needsEject: boolean, take: () => void): void {
  const files = driveFiles(dir, drive);
  using held = hold(files.lock, PATIENCE);
  if (held === undefined) refuse(CHANGER_SENSE.driveInUse);
  const state = readDriveState(files.state);
  const recording = state.recording && isHeld(files.host);
  if (state.prevented || recording || (needsEject && !state.ejected)) refuse(CHANGER_SENSE.driveInUse);
  next(files.state, state, false);
  take();
}

/** Has a disc put into a drive. */
function intoDrive(dir: string, drive: number, put: () => void): void {
  const files = driveFiles(dir, drive);
  using held = hold(files.lock, PATIENCE);
  if (held === undefined) refuse(CHANGER_SENSE.driveInUse);
  next(files.state, readDriveState(files.state), true);
  put();
}

/** Before the disc itself moves: who is killed in between leaves a drive that looks anew. */
function next(path: string, state: DriveState, attention: boolean): void {
  const generation = state.generation + 1;
  writeDriveState(path, { ...state, generation, ejected: false, recording: false, attention });
}
