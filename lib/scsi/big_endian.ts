/**
 * Numbers as SCSI writes them, the most significant byte first. Reading beyond the end gives zeros: a device that
 * sends less than it promises must not end a program.
 *
 * @module
 */

/** The 16-bit number at an offset. */
export function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0);
}

/** The 24-bit number at an offset. */
export function get24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) << 16 | get16(bytes, at + 1);
}

/** The 32-bit number at an offset, 0 to 4294967295. */
export function get32(bytes: Uint8Array, at: number): number {
  return (get16(bytes, at) << 16 | get16(bytes, at + 2)) >>> 0;
}

/** The 64-bit number at an offset; above 2^53 it loses its last bits. */
export function get64(bytes: Uint8Array, at: number): number {
  return get32(bytes, at) * 2 ** 32 + get32(bytes, at + 4);
}

/** Puts a 16-bit number. */
export function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 8;
  bytes[at + 1] = value;
}

/** Puts a 24-bit number. */
export function put24(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 16;
  put16(bytes, at + 1, value);
}

/** Puts a 32-bit number. */
export function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value >>> 16);
  put16(bytes, at + 2, value);
}

const decoder = new TextDecoder("latin1");

/** Characters of a fixed field, without the blanks and NULs that fill it; what is no ASCII graphic becomes `?`. */
export function getText(bytes: Uint8Array, at: number, length: number): string {
  // Decoders do not take shared memory: slice copies.
  const text = decoder.decode(bytes.slice(at, at + length));
  return text.replace(/[\0 ]+$/, "").replace(/^[\0 ]+/, "").replace(/[^\x20-\x7e]/g, "?");
}
