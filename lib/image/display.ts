/**
 * Names are bytes; this is how they are shown to people and to programs that read JSON.
 *
 * @module
 */

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of bytes, or `undefined` when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes as text: valid UTF-8 as it is, otherwise every byte above 0x7F as `\xNN`. */
export function displayAll(bytes: Uint8Array): string {
  let text = utf8Text(bytes);
  if (text !== undefined) return text;
  text = "";
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`;
  return text;
}

/** The same for bytes that a NUL may end. */
export function display(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return displayAll(end < 0 ? bytes : bytes.subarray(0, end));
}
