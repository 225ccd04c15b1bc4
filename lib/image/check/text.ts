/**
 * Bytes of an image in messages.
 *
 * @module
 */

/** A byte string as a person may read it: printable ASCII, the rest as `\xNN`. */
export function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** A byte string of UCS-2, most significant byte first, as text. */
export function shownUcs2(text: string): string {
  let result = "";
  for (let i = 0; i + 1 < text.length; i += 2) {
    const unit = text.charCodeAt(i) << 8 | text.charCodeAt(i + 1);
    result += unit < 0x20 || unit === 0x7f
      ? `\\u${unit.toString(16).padStart(4, "0")}`
      : String.fromCharCode(unit);
  }
  return text.length % 2 ? result + shown(text.slice(-1)) : result;
}

/** Bytes as a string of one character each. */
export function byteString(bytes: Uint8Array, from: number, to: number): string {
  // Identifiers have at most 255 bytes, so that the arguments of a call can hold them.
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[]);
}
