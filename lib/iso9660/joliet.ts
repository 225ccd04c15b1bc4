/**
 * Joliet: a supplementary volume descriptor whose escape sequence says that identifiers are UCS-2, most
 * significant byte first (Joliet specification, ECMA-119 8.5.6).
 *
 * @module
 */

export { isJolietForbidden } from "./characters.ts";

/** The characters that a Joliet identifier must not hold besides the controls, for messages to the user. */
export const JOLIET_FORBIDDEN_CHARACTERS = "* / : ; ? \\";

/** Bytes of the longest identifier we write: 103 characters, beyond the 64 of the specification, which readers take. */
export const MAX_JOLIET_IDENTIFIER_BYTES = 206;

/** The escape sequence of a level of Joliet (Joliet, "SVD Escape Sequences Field"): `%/@`, `%/C` or `%/E`. */
export function jolietEscapeSequence(level: 1 | 2 | 3): Uint8Array {
  return Uint8Array.of(0x25, 0x2F, level === 1 ? 0x40 : level === 2 ? 0x43 : 0x45);
}

/** The level of Joliet that a field of escape sequences announces, or `undefined` if it is not Joliet. */
export function jolietLevel(escapeSequences: Uint8Array): 1 | 2 | 3 | undefined {
  if (escapeSequences[0] !== 0x25 || escapeSequences[1] !== 0x2F) return undefined;
  switch (escapeSequences[2]) {
    case 0x40:
      return 1;
    case 0x43:
      return 2;
    case 0x45:
      return 3;
    default:
      return undefined;
  }
}

/** Whether UCS-2 can hold the text: it has no characters beyond U+FFFF and no halves of them. */
export function isUcs2(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xF800) === 0xD800) return false;
  }
  return true;
}

/** The text in UCS-2, most significant byte first; what UCS-2 cannot hold must have been replaced before. */
export function encodeUcs2(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xF800) === 0xD800) {
      throw new RangeError(`Cannot encode "${text}" in UCS-2: it holds a character beyond U+FFFF`);
    }
    bytes[2 * i] = unit >>> 8;
    bytes[2 * i + 1] = unit;
  }
  return bytes;
}

/**
 * The text of UCS-2 bytes, most significant byte first; a single byte at the end is left out. Pairs of
 * surrogates, which some programs write, come out as the characters they mean.
 */
export function decodeUcs2(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i]! << 8 | bytes[i + 1]!);
  return text;
}

/** A field of `length` bytes that holds the text, filled with UCS-2 spaces; an odd last byte is 00. */
export function paddedUcs2(text: string | Uint8Array, length: number): Uint8Array {
  const bytes = typeof text === "string" ? encodeUcs2(text) : text;
  if (bytes.length > length) {
    throw new RangeError(`Cannot fill a field of ${length} bytes: the text takes ${bytes.length}`);
  }
  const field = new Uint8Array(length);
  for (let i = 1; i < length; i += 2) field[i] = 0x20;
  field.set(bytes);
  return field;
}

/** The bytes of a field without the UCS-2 spaces, and without the zeros of careless writers, at its end. */
export function unpaddedUcs2(field: Uint8Array): Uint8Array {
  let end = field.length & ~1;
  while (end > 0 && field[end - 2] === 0 && (field[end - 1] === 0x20 || field[end - 1] === 0)) end -= 2;
  return field.subarray(0, end);
}
