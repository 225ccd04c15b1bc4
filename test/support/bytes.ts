/**
 * Byte strings: a name or path on disk is bytes, and one character of a byte string (U+0000 to U+00FF) is one
 * of them. They compare, sort and serve as keys of a map, which a `Uint8Array` does not.
 *
 * @module
 */

/** The bytes of a byte string. */
export function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(name.length);
  for (let i = 0; i < name.length; i++) bytes[i] = name.charCodeAt(i);
  return bytes;
}

/** The byte string of some bytes. */
export function byteString(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The byte string that is a text in UTF-8. */
export function utf8(text: string): string {
  return byteString(new TextEncoder().encode(text));
}

/** The text that a byte string is in UTF-8, or `null` when it is not UTF-8. */
export function textOf(name: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(name));
  } catch {
    return null;
  }
}

/** A byte string for people: control characters and what is not UTF-8 as `\xNN`. */
export function shown(name: string): string {
  const text = textOf(name);
  const escape = (c: string) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
  // deno-lint-ignore no-control-regex
  if (text !== null) return text.replace(/[\x00-\x1f\x7f]/g, escape);
  return name.replace(/[^\x20-\x7e]/g, escape);
}
