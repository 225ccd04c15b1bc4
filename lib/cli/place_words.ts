/**
 * Where a disc is, in words.
 *
 * @module
 */

import type { Place } from "../jukebox/model.ts";

/** `jb slot 7`, `jb drive 1`, `shelf`. */
export function placeWords({ kind, device, number }: Place): string {
  if (kind === "shelf" || device === null) return "shelf";
  return `${device} ${kind === "mail" ? "mail slot" : kind} ${number}`;
}
