/**
 * Reading more than is needed, so that neighbours cost one call.
 *
 * @module
 */

import { BLOCK_SIZE } from "../iso9660/block.ts";
import type { RandomAccess } from "./random_access.ts";

/**
 * Reads from a place as far as it goes. A bad block behind what is needed does not matter: only what is needed is
 * read then.
 *
 * @param position byte offset of the first byte, at the start of a block
 * @param into where the bytes go
 * @param needed bytes at its start that have to be read
 * @returns how many bytes were read
 */
export function readAhead(image: RandomAccess, position: number, into: Uint8Array, needed: number): number {
  try {
    return image.readAt(position, into);
  } catch (error) {
    const least = Math.ceil(needed / BLOCK_SIZE) * BLOCK_SIZE;
    if (least >= into.length) throw error;
    return image.readAt(position, into.subarray(0, least));
  }
}
