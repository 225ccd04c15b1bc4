/**
 * Whether the disc in a drive is still the same: asked every few seconds, hence only what drives know without
 * reading the disc.
 *
 * @module
 */

import { attempt } from "../../scsi/attempt.ts";
import type { Drive } from "../../mmc/drive.ts";
import { isAtWork, isWithoutMedium } from "../../mmc/wait.ts";

/** Additional sense codes of a medium that is there, but blank, not formatted or not known. */
const STRANGE_MEDIUM: readonly number[] = [0x30, 0x31, 0x57, 0x64];

/** How the mark of a disc begins that is still being made ready. */
export const UNREADY = "unready";

/** Asks; `undefined` when there is no disc. */
export function discMark(drive: Drive): string | undefined {
  const sense = drive.ready();
  if (sense !== undefined) {
    if (isWithoutMedium(sense)) return undefined;
    if (isAtWork(sense) || !STRANGE_MEDIUM.includes(sense.asc)) return UNREADY;
  }
  const profile = attempt(() => drive.configuration().profile);
  const disc = attempt(() => drive.discInformation());
  const blocks = attempt(() => drive.capacity());
  return JSON.stringify([profile, disc?.status, disc?.sessions, disc?.lastSession, blocks]);
}

/** A disc that is a file is another one when the file is. */
export function fileMark(name: string): string {
  if (!name.startsWith("virtual:")) return "";
  try {
    const { dev, ino, size, mtime } = Deno.statSync(name.slice("virtual:".length));
    return `${dev} ${ino} ${size} ${mtime?.getTime()}`;
  } catch {
    return "";
  }
}
