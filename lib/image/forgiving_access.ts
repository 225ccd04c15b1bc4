/**
 * An image on a disc that is damaged: what cannot be read is zeros, so that the rest can be looked at.
 *
 * @module
 */

import { BLOCK_SIZE } from "../iso9660/block.ts";
import type { RandomAccess } from "./random_access.ts";

/** The same bytes without the errors. The image stays its owner's to close. */
export function forgivingAccess(image: RandomAccess): RandomAccess {
  return {
    size: image.size,
    readAt(position, into) {
      try {
        return image.readAt(position, into);
      } catch {
        return readBlocks(image, position, into);
      }
    },
    close() {},
    [Symbol.dispose]() {},
  };
}

/** Block by block, since one bad block makes a whole read fail. */
function readBlocks(image: RandomAccess, position: number, into: Uint8Array): number {
  for (let done = 0; done < into.length;) {
    const end = Math.min(into.length, done + BLOCK_SIZE - (position + done) % BLOCK_SIZE);
    const part = into.subarray(done, end);
    try {
      if (image.readAt(position + done, part) < part.length) return end;
    } catch {
      part.fill(0);
    }
    done = end;
  }
  return into.length;
}
