/**
 * What the words `filemode=`, `dirmode=`, `date=` and `SOURCE_DATE_EPOCH` make of an entry.
 *
 * @module
 */

import { nearestVolumeDate } from "../../iso9660/dates.ts";
import { kindOf } from "../entry_kind.ts";
import type { ScanOptions } from "../options.ts";

/** The permission bits that an entry of this `st_mode` is recorded with. */
export function permissionsOf(mode: number, { fileMode, directoryMode }: ScanOptions): number {
  const own = mode & 0o7777;
  const kind = kindOf(mode);
  if (kind === "directory") return directoryMode ?? own;
  return kind === "symlink" ? own : fileMode ?? own;
}

/** The date that an entry is recorded with; one that no volume can express becomes the nearest it can. */
export function dateOf(mtime: number, { date, latestDate }: ScanOptions): number {
  if (date !== undefined) return date;
  const held = nearestVolumeDate(mtime);
  return latestDate === undefined ? held : Math.min(held, latestDate);
}
