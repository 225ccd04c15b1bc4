/**
 * Where a file of a disc is to be read, if it can be at all.
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { Disc } from "../model.ts";

/**
 * The device that has a disc. No disc is loaded in vain: what is known to hold no file is refused here.
 *
 * @throws {JukeboxError} when the disc is in no device, or there is nothing on it that is read here
 */
export function deviceToReadFrom({ place: { kind, device }, name, state }: Disc, path: string): string {
  if (kind === "shelf" || device === null) {
    throw new JukeboxError("missing", `Cannot read ${path}: the disc ${name} is in no jukebox`, {
      hint: "put it in with: discglow cdadm insert",
    });
  }
  if (state === "blank" || state === "foreign") {
    const why = state === "blank" ? "nothing is recorded on" : "there is no file system that is read here on";
    throw new JukeboxError("missing", `Cannot read ${path}: ${why} the disc ${name}`);
  }
  return device;
}
