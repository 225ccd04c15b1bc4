/**
 * Emptying a drive's buffer onto the disc (MMC-6 6.43).
 *
 * @module
 */

import { News } from "../../drive/news.ts";
import { sendLong, type Waiter } from "./waiting.ts";

const WHAT = "write its buffer to the disc";

/** Returns when the disc has all that was written; some recordings end by it. */
export function flush(waiter: Waiter): void {
  // A drive that was reset has an empty buffer, and says that all is well.
  const news = new News(waiter.drive.device, [0x29]);
  sendLong(waiter, WHAT, (immediate) => waiter.drive.synchronizeCache(immediate));
  news.check(WHAT);
}
