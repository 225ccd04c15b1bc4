/**
 * Opening what is named `virtual:…`: a disc's own drive, a jukebox's changer, or one of its drives.
 *
 * @module
 */

import type { Transport } from "../../scsi/transport.ts";
import { TransportError } from "../../scsi/transport_error.ts";
import { realClock } from "../clock.ts";
import { openVirtualDrive, type OpenVirtualOptions, virtualPath } from "../open.ts";
import { VirtualChanger } from "./changer.ts";
import { isJukebox, readJukebox } from "./jukebox.ts";
import { JukeboxDrive } from "./jukebox_drive.ts";

/** A drive of a jukebox: its folder, and the number of the drive. */
const DRIVE = /^(.*)[\\/]drives[\\/]([1-9]\d{0,4})[\\/]*$/s;

/**
 * Opens a virtual device by its name.
 *
 * @param name `virtual:DISC`, `virtual:JUKEBOX` or `virtual:JUKEBOX/drives/N`
 * @throws {TransportError} when it is not there, or someone else holds it
 */
export function openVirtualDevice(name: string, options: OpenVirtualOptions = {}): Transport {
  const path = virtualPath(name);
  const { clock = realClock, readOnly = false } = options;
  if (isJukebox(path)) return new VirtualChanger(name, realPath(path), clock, readOnly);
  const [, dir, number] = DRIVE.exec(path) ?? [];
  if (dir === undefined || !isJukebox(dir)) return openVirtualDrive(name, options);
  const { counts } = readJukebox(dir);
  if (Number(number) <= counts.drive) {
    return new JukeboxDrive(name, realPath(dir), Number(number), clock, readOnly);
  }
  throw new TransportError(name, "missing", `Cannot open ${name}: there is no such drive`, {
    hint: `the jukebox has drives 1 to ${counts.drive}`,
  });
}

/** A program may change its working folder. */
function realPath(path: string): string {
  return Deno.realPathSync(path);
}
