/**
 * The character sets of ECMA-119 7.4 and annex A, and fields filled with spaces (7.4.3.2).
 *
 * @module
 */

const D = 1;
const A = 2;
const JOLIET_FORBIDDEN = 4;

const CLASSES = new Uint8Array(256);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") CLASSES[character.charCodeAt(0)]! |= D | A;
for (const character of " !\"%&'()*+,-./:;<=>?") CLASSES[character.charCodeAt(0)]! |= A;
for (let code = 0; code < 32; code++) CLASSES[code]! |= JOLIET_FORBIDDEN;
for (const character of "*/:;?\\") CLASSES[character.charCodeAt(0)]! |= JOLIET_FORBIDDEN;

/** The filling byte of identifier fields, a space (ECMA-119 7.4.3.2). */
export const FILLER = 0x20;

/** The d-characters, for messages to the user (ECMA-119 annex A). */
export const D_CHARACTERS = "A-Z 0-9 _";

/** The a-characters, for messages to the user (ECMA-119 annex A). */
export const A_CHARACTERS = "A-Z 0-9 _ space ! \" % & ' ( ) * + , - . / : ; < = > ?";

/** Whether the code stands for a d-character (ECMA-119 7.4.1). */
export function isDCharacter(code: number): boolean {
  return (CLASSES[code]! & D) !== 0;
}

/** Whether the code stands for an a-character (ECMA-119 7.4.1). */
export function isACharacter(code: number): boolean {
  return (CLASSES[code]! & A) !== 0;
}

/** Whether a Joliet identifier must not hold the code: controls and `* / : ; ? \` (Joliet, "Allowed character set"). */
export function isJolietForbidden(code: number): boolean {
  return (CLASSES[code]! & JOLIET_FORBIDDEN) !== 0;
}

/** Whether a text or a field consists of d-characters only (ECMA-119 7.4.1); filling is not d-characters. */
export function areDCharacters(text: string | Uint8Array): boolean {
  return areOf(text, D);
}

/** Whether a text or a field consists of a-characters only (ECMA-119 7.4.1); a space is one of them. */
export function areACharacters(text: string | Uint8Array): boolean {
  return areOf(text, A);
}

function areOf(text: string | Uint8Array, wanted: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = typeof text === "string" ? text.charCodeAt(i) : text[i]!;
    if ((CLASSES[code]! & wanted) === 0) return false;
  }
  return true;
}

/** The bytes of a text of one byte a character (codes up to 255). */
export function encodeCharacters(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xFF) {
      throw new RangeError(`Cannot encode "${text}": "${text[i]}" does not fit into one byte`);
    }
    bytes[i] = code;
  }
  return bytes;
}

/** So many characters go through one call as its arguments. */
const MOST_ARGUMENTS = 4096;

/** The text of bytes, one character a byte. */
export function decodeCharacters(bytes: Uint8Array): string {
  if (bytes.length <= MOST_ARGUMENTS) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = "";
  for (let i = 0; i < bytes.length; i += MOST_ARGUMENTS) {
    text += decodeCharacters(bytes.subarray(i, i + MOST_ARGUMENTS));
  }
  return text;
}

/** A field of `length` bytes that holds the text, filled with spaces on the right (ECMA-119 7.4.3.2). */
export function padded(text: string | Uint8Array, length: number): Uint8Array {
  const bytes = typeof text === "string" ? encodeCharacters(text) : text;
  if (bytes.length > length) {
    throw new RangeError(`Cannot fill a field of ${length} bytes: the text takes ${bytes.length}`);
  }
  const field = new Uint8Array(length).fill(FILLER);
  field.set(bytes);
  return field;
}

/** The bytes of a field without the spaces, and without the zeros of careless writers, at its end. */
export function unpadded(field: Uint8Array): Uint8Array {
  let end = field.length;
  while (end > 0 && (field[end - 1] === FILLER || field[end - 1] === 0)) end--;
  return field.subarray(0, end);
}
