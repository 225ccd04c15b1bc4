/**
 * What a drive is called by the media it takes.
 *
 * @module
 */

import { familyOf, isBd, isCd } from "./families.ts";

/** `BD-drive`, `DVD-drive`, `CD-drive`, or `drive` when it names no profile of these. */
export function driveKind(profiles: readonly number[]): string {
  const optical = profiles.filter((profile) => familyOf(profile) !== "unknown");
  if (optical.some(isBd)) return "BD-drive";
  if (optical.some((profile) => !isCd(profile))) return "DVD-drive";
  return optical.length > 0 ? "CD-drive" : "drive";
}

/** The profiles of media that the drive records. */
export function writtenProfiles(profiles: readonly number[]): number[] {
  return profiles.filter((profile) => !["read-only", "unknown"].includes(familyOf(profile)));
}
