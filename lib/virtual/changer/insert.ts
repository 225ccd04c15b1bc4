/**
 * Putting a disc into a jukebox by hand.
 *
 * @module
 */

import { DiscglowError, reasonOf, UsageError } from "../../errors.ts";
import { createVirtualDisc } from "../create.ts";
import { statePath } from "../state.ts";
import { byHand, isThere, requireReach, tellOfHand } from "./by_hand.ts";
import { discIdIn, isBarcode, newDiscId, sidesOf, writeLabel } from "./discs.ts";
import { changeJukebox, inFolder, type Jukebox, readJukebox } from "./jukebox.ts";
import { intoElement } from "./moves.ts";
import { folderOf, type Place, placeWords } from "./places.ts";

/** What is put in: a blank disc of that kind, or a copy of an image or of a virtual disc. */
export type VirtualInsert = { readonly media: string } | { readonly image: string };

/** Options of {@linkcode insertVirtualDisc}. */
export interface VirtualInsertOptions {
  /** Its bar code, 32 printable characters at most; made up when absent, and none when `null`. */
  readonly barcode?: string | null;
  /**
   * It has a second side like the first.
   * @default {false}
   */
  readonly twoSided?: boolean;
}

/** Puts a disc into an empty element. */
export function insertVirtualDisc(
  dir: string,
  place: Place,
  what: VirtualInsert,
  options: VirtualInsertOptions = {},
): void {
  const check = (jukebox: Jukebox) => {
    requireReach(dir, jukebox, place);
    if (discIdIn(folderOf(dir, place)) === undefined) return;
    throw new DiscglowError(`Cannot insert a disc into ${dir}: ${placeWords(place)} is full`);
  };
  const jukebox = readJukebox(dir);
  // copying may last: nobody is to wait for what is refused in the end, nor the changer for the copy
  inFolder(dir, () => check(jukebox));
  fill(dir, what, options, (put) => {
    changeJukebox(dir, (jukebox) => {
      check(jukebox);
      put(jukebox, place);
      tellOfHand(jukebox, place);
    });
  });
}

/** Puts the disc that was made into an element that is empty; the lock of the jukebox's state is held. */
export type Put = (jukebox: Jukebox, place: Place) => void;

/** Makes a disc aside, and has it put in: a disc is in its element with all its files, or not at all. */
export function fill(
  dir: string,
  what: VirtualInsert,
  { barcode, twoSided = false }: VirtualInsertOptions,
  use: (put: Put) => void,
): void {
  if (typeof barcode === "string") checkBarcode(barcode);
  const id = newDiscId();
  const made = `${dir}/state/${id}`;
  const label = { twoSided, inverted: false, source: null };
  inFolder(dir, () => Deno.mkdirSync(made));
  try {
    for (const side of sidesOf({ ...label, id, folder: made, barcode: null })) makeSide(side, what);
    use((jukebox, place) => {
      writeLabel(made, { ...label, barcode: barcode === undefined ? nextBarcode(jukebox) : barcode });
      byHand(`Cannot insert a disc into ${dir}`, () => {
        intoElement(dir, place, () => Deno.renameSync(made, `${folderOf(dir, place)}/${id}`));
      });
    });
  } catch (error) {
    Deno.removeSync(made, { recursive: true });
    throw error;
  }
}

function checkBarcode(barcode: string): void {
  if (isBarcode(barcode)) return;
  throw new UsageError(
    `Cannot use the bar code ${JSON.stringify(barcode)}: it is not 1 to 32 characters of ASCII`,
  );
}

function nextBarcode(jukebox: Jukebox): string {
  return `DG${String(jukebox.nextLabel++).padStart(6, "0")}`;
}

function makeSide(path: string, what: VirtualInsert): void {
  if ("media" in what) return createVirtualDisc(path, { media: what.media });
  try {
    Deno.copyFileSync(what.image, path);
    const state = statePath(what.image);
    if (isThere(state)) Deno.copyFileSync(state, statePath(path));
  } catch (error) {
    throw new DiscglowError(`Cannot insert ${what.image}: ${reasonOf(error)}`, { cause: error });
  }
}
