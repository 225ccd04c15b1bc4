/**
 * Names of entries: bytes in the image, one character a byte while we hold them (a third of the memory of a
 * byte array), UTF-8 where people read them.
 *
 * @module
 */

import { decodeCharacters as packBytes } from "../../iso9660/characters.ts";
import { display } from "../display.ts";

const encoder = new TextEncoder();

export { packBytes };

/** The bytes of a packed string. */
export function unpackBytes(packed: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

/** The UTF-8 bytes of a text, packed. */
export function packText(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7F) return packBytes(encoder.encode(text));
  }
  return text;
}

/** A packed name for people: UTF-8 where it is, otherwise `\xNN` for every byte above 0x7F. */
export function displayName(packed: string): string {
  for (let i = 0; i < packed.length; i++) {
    if (packed.charCodeAt(i) > 0x7F) return display(unpackBytes(packed));
  }
  return packed;
}

/** A name with every `\xNN` turned into its byte: the way back from {@linkcode displayName}. */
export function unescapeName(packed: string): string {
  return packed.replace(
    /\\x([0-9a-f]{2})/g,
    (_, digits: string) => String.fromCharCode(parseInt(digits, 16)),
  );
}

/** Why a packed name cannot be the name of an entry, or `undefined`. */
export function unusableName(packed: string): string | undefined {
  if (packed === "") return "it has no name";
  if (packed === "." || packed === "..") return `it is named "${packed}"`;
  if (packed.includes("/")) return `its name holds "/"`;
  if (packed.includes("\0")) return "its name holds a NUL byte";
  return undefined;
}

/** A recorded identifier without `;1` and without the dot of an empty extension (ECMA-119 7.5.1). */
export function withoutVersion(identifier: string): string {
  if (identifier.endsWith(";1")) identifier = identifier.slice(0, -2);
  return identifier.length > 1 && identifier.endsWith(".") ? identifier.slice(0, -1) : identifier;
}
