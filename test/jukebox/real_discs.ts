/**
 * The discs of a virtual jukebox as they really are, whatever its server believes.
 *
 * @module
 */

import { readVirtualJukebox } from "../../lib/virtual/changer/create.ts";
import { readVirtualDisc } from "../../lib/virtual/create.ts";

/** A disc as it really is. */
export interface RealDisc {
  readonly barcode: string;
  /** Such as `slot 7`. */
  readonly at: string;
  /** Path of its data. */
  readonly path: string;
}

/** All discs of a jukebox. */
export function realDiscs(jukebox: string): RealDisc[] {
  const { elements } = readVirtualJukebox(jukebox);
  return elements.flatMap(({ kind, number, disc }) => {
    if (disc === undefined) return [];
    const { barcode, path } = disc;
    return [{ barcode: barcode!, at: `${kind} ${number}`, path }];
  });
}

/** How many tracks of a disc hold something: 1 when it was recorded once. Nothing may use it meanwhile. */
export function tracksOf({ path }: RealDisc): number {
  return readVirtualDisc(path).tracks.filter(({ recorded }) => recorded > 0).length;
}
