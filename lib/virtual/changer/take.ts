/**
 * Taking a disc out of a jukebox by hand.
 *
 * @module
 */

import { DiscglowError, reasonOf } from "../../errors.ts";
import { statePath } from "../state.ts";
import { byHand, isThere, requireReach, tellOfHand } from "./by_hand.ts";
import { discIn, type PlacedDisc, sidesOf } from "./discs.ts";
import { changeJukebox } from "./jukebox.ts";
import { outOfElement } from "./moves.ts";
import { type Place, placeWords } from "./places.ts";

/** A file, and where it goes. */
type Way = readonly [from: string, to: string];

/** Takes a disc out of an element and makes it a disc that stands alone; a second side gets `.reverse` at its end. */
export function takeVirtualDisc(dir: string, place: Place, toPath: string): void {
  changeJukebox(dir, (jukebox) => {
    requireReach(dir, jukebox, place);
    const disc = discIn(dir, place);
    if (disc === undefined) {
      throw new DiscglowError(`Cannot take a disc from ${dir}: ${placeWords(place)} is empty`);
    }
    const ways = waysOf(disc, toPath);
    for (const [, to] of ways) {
      if (isThere(to)) throw new DiscglowError(`Cannot take a disc to ${to}: it already exists`);
    }
    const take = () => {
      bringOut(ways);
      Deno.removeSync(disc.folder, { recursive: true });
    };
    byHand(`Cannot take a disc from ${dir}`, () => outOfElement(dir, place, false, take));
    tellOfHand(jukebox, place);
  });
}

function waysOf(disc: PlacedDisc, toPath: string): Way[] {
  const goals = [toPath, `${toPath}.reverse`];
  return sidesOf(disc).flatMap((side, i): Way[] => {
    return [[side, goals[i]!], [statePath(side), statePath(goals[i]!)]];
  });
}

/** All files or none: as long as not all are outside, the disc is in its element. */
function bringOut(ways: readonly Way[]): void {
  const outside: string[] = [];
  for (const [from, to] of ways) {
    // a pressed disc has no state file
    if (!isThere(from)) continue;
    outside.push(to);
    try {
      linkOrCopy(from, to);
    } catch (error) {
      for (const path of outside) if (isThere(path)) Deno.removeSync(path);
      throw new DiscglowError(`Cannot take a disc to ${to}: ${reasonOf(error)}`, { cause: error });
    }
  }
}

/** A disc may go to another file system, or to one without links. */
function linkOrCopy(from: string, to: string): void {
  try {
    Deno.linkSync(from, to);
  } catch {
    Deno.copyFileSync(from, to);
  }
}
