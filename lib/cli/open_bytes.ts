/**
 * What can be read at any place: an image in a file, or the disc in a drive.
 *
 * @module
 */

import { DiscglowError } from "../errors.ts";
import { openRandomAccess, type RandomAccess } from "../image/random_access.ts";

/** Whether a name means a drive, not a file or a partition. */
export async function isDevice(name: string): Promise<boolean> {
  const { parseDeviceName } = await import("../devices/names.ts");
  return parseDeviceName(name) !== undefined;
}

/** Opens an image by its path, or the disc in a drive by the drive's name. */
export async function openBytes(name: string): Promise<RandomAccess> {
  if (!await isDevice(name)) return openRandomAccess(name);
  const { openDisc } = await import("../recorder/disc_access.ts");
  const disc = openDisc(name);
  if (disc.size > 0) return disc;
  disc.close();
  throw new DiscglowError(`Cannot read the disc in ${name}: nothing is recorded on it`);
}
