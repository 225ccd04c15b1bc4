/**
 * Names are bytes; this is how they are shown to people and to programs that read JSON.
 *
 * @module
 */

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as text: valid UTF-8 as it is, otherwise every byte above 0x7F as `\xNN`. A NUL ends the bytes. */
export function display(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const used = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    return strict.decode(used);
  } catch {
    let text = "";
    for (const byte of used) {
      text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
    }
    return text;
  }
}
