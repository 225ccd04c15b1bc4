/**
 * What a virtual jukebox holds, as its folder tells it.
 *
 * @module
 */

import { discIn, type DiscLabel, sideOf } from "./discs.ts";
import { driveFiles, readDriveState } from "./drive_state.ts";
import { driveSerial, holdState, inFolder, isSystemError, type Jukebox, readJukebox } from "./jukebox.ts";
import type { Held } from "./locks.ts";
import { addressOf, allPlaces, type Place } from "./places.ts";

/** One element and what lies in it. */
export interface VirtualElement extends Place {
  /** Its address in commands. */
  readonly address: number;
  /** What lies in it. */
  readonly disc: VirtualPlacedDisc | undefined;
  /** Serial number of the drive in it. */
  readonly serial: string | undefined;
  /** A drive whose disc is ejected, and waits for the gripper. */
  readonly ejected: boolean;
  /** A drive whose disc a host has locked in. */
  readonly prevented: boolean;
}

/** A disc in an element. */
export interface VirtualPlacedDisc extends DiscLabel {
  /** Name of its folder, which it keeps wherever it goes. */
  readonly id: string;
  /** Data file of the side that is to be used now; beside it lies the state file. */
  readonly path: string;
}

/** A virtual jukebox as it is now. */
export interface VirtualJukebox extends Readonly<Jukebox> {
  /** Every element, in the order of addresses. */
  readonly elements: readonly VirtualElement[];
}

/** Reads a virtual jukebox, in use or not. */
export function readVirtualJukebox(dir: string): VirtualJukebox {
  readJukebox(dir);
  return inFolder(dir, () => {
    using _held = holdIfAllowed(dir);
    const jukebox = readJukebox(dir);
    return { ...jukebox, elements: allPlaces(jukebox.counts).map((place) => elementAt(dir, jukebox, place)) };
  });
}

/** Who may only read looks without the lock, and may miss a disc that moves meanwhile. */
function holdIfAllowed(dir: string): Held | undefined {
  try {
    return holdState(dir);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

function elementAt(dir: string, jukebox: Jukebox, place: Place): VirtualElement {
  const isDrive = place.kind === "drive";
  const state = isDrive ? readDriveState(driveFiles(dir, place.number).state) : undefined;
  const disc = discIn(dir, place);
  return {
    ...place,
    address: addressOf(place),
    disc: disc && {
      id: disc.id,
      path: sideOf(disc),
      barcode: disc.barcode,
      twoSided: disc.twoSided,
      inverted: disc.inverted,
      source: disc.source,
    },
    serial: isDrive ? driveSerial(jukebox, place.number) : undefined,
    ejected: disc !== undefined && state?.ejected === true,
    prevented: state?.prevented === true,
  };
}
