/**
 * Whether source and target are the same thing under two names.
 *
 * @module
 */

import { parseDeviceName } from "../../devices/names.ts";

/** Tells for two names; a virtual disc is also its file. */
export function isSamePlace(source: string, target: string): boolean {
  if (source === "-") return false;
  const places = placesOf(target);
  return placesOf(source).some((place) => places.includes(place));
}

function placesOf(name: string): string[] {
  const meaning = parseDeviceName(name);
  switch (meaning?.kind) {
    case "bus":
      return [JSON.stringify(meaning.place)];
    case "iscsi":
      return [meaning.url];
    case "virtual":
      return [realPath(meaning.path), realPath(`${meaning.path}.state`)];
    case "windows":
      return [meaning.path.toLowerCase()];
    default:
      return [realPath(name)];
  }
}

function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    return path;
  }
}
