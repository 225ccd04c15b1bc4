/**
 * Bytes of an image as strings: one character a byte while they are judged, readable in messages.
 *
 * @module
 */

import { decodeCharacters } from "../../iso9660/characters.ts";

/** A byte string as a person may read it: printable ASCII, the rest as `\xNN`. */
export function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** The text of a byte string of UCS-2, most significant byte first; half a character at its end is left out. */
export function ucs2Text(bytes: string): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    text += String.fromCharCode(bytes.charCodeAt(i) << 8 | bytes.charCodeAt(i + 1));
  }
  return text;
}

/** A byte string of UCS-2 as a person may read it. */
export function shownUcs2(bytes: string): string {
  const text = ucs2Text(bytes).replace(
    // deno-lint-ignore no-control-regex
    /[\x00-\x1f\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return bytes.length % 2 ? text + shown(bytes.slice(-1)) : text;
}

/** Bytes as a string of one character each. */
export function byteString(bytes: Uint8Array, from: number, to: number): string {
  return decodeCharacters(bytes.subarray(from, to));
}
