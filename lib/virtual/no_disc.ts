/**
 * The files of a disc that is not there, for a drive that is empty.
 *
 * @module
 */

import type { DiscFiles } from "./store.ts";

/** No files at all. */
export const NO_DISC: DiscFiles = {
  path: "",
  writable: false,
  blocks: 0,
  read(_block, into) {
    into.fill(0);
    return 0;
  },
  write: () => 0,
  erase() {},
  save: () => true,
  close() {},
};
