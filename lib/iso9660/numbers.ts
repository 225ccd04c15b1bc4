/**
 * Numbers of 16 and 32 bits (ECMA-119 7.2 and 7.3): least significant byte first (L), most significant byte
 * first (M), or both one after the other. Reading beyond the bytes gives zeros, never an exception;
 * `both16` and `both32` say when a field is cut off.
 *
 * @module
 */

import type { Report } from "./fault.ts";

/** Writes 16 bits, least significant byte first (ECMA-119 7.2.1). */
export function put16L(into: Uint8Array, at: number, value: number): void {
  into[at] = value;
  into[at + 1] = value >>> 8;
}

/** Writes 16 bits, most significant byte first (ECMA-119 7.2.2). */
export function put16M(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 8;
  into[at + 1] = value;
}

/** Writes 16 bits in both orders, 4 bytes (ECMA-119 7.2.3). */
export function put16Both(into: Uint8Array, at: number, value: number): void {
  into[at] = into[at + 3] = value;
  into[at + 1] = into[at + 2] = value >>> 8;
}

/** Writes 32 bits, least significant byte first (ECMA-119 7.3.1). */
export function put32L(into: Uint8Array, at: number, value: number): void {
  into[at] = value;
  into[at + 1] = value >>> 8;
  into[at + 2] = value >>> 16;
  into[at + 3] = value >>> 24;
}

/** Writes 32 bits, most significant byte first (ECMA-119 7.3.2). */
export function put32M(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}

/** Writes 32 bits in both orders, 8 bytes (ECMA-119 7.3.3). */
export function put32Both(into: Uint8Array, at: number, value: number): void {
  into[at] = into[at + 7] = value;
  into[at + 1] = into[at + 6] = value >>> 8;
  into[at + 2] = into[at + 5] = value >>> 16;
  into[at + 3] = into[at + 4] = value >>> 24;
}

/** Reads 16 bits, least significant byte first (ECMA-119 7.2.1). */
export function get16L(bytes: Uint8Array, at: number): number {
  return bytes[at]! | bytes[at + 1]! << 8;
}

/** Reads 16 bits, most significant byte first (ECMA-119 7.2.2). */
export function get16M(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 8 | bytes[at + 1]!;
}

/** Reads 32 bits, least significant byte first (ECMA-119 7.3.1); the result is never negative. */
export function get32L(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24) >>> 0;
}

/** Reads 32 bits, most significant byte first (ECMA-119 7.3.2); the result is never negative. */
export function get32M(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!) >>> 0;
}

/** Reads a both-order field of 4 bytes and gives the L value, whatever the M value is (ECMA-119 7.2.3). */
export function get16Both(bytes: Uint8Array, at: number): number {
  return get16L(bytes, at);
}

/** Reads a both-order field of 8 bytes and gives the L value, whatever the M value is (ECMA-119 7.3.3). */
export function get32Both(bytes: Uint8Array, at: number): number {
  return get32L(bytes, at);
}

/**
 * Reads a both-order field of 4 bytes, gives the L value, and reports an M value that differs.
 *
 * @param structure The name of the field or structure, for the report.
 * @param clause The clause that defines the field; default ECMA-119 7.2.3.
 */
export function both16(
  bytes: Uint8Array,
  at: number,
  report?: Report,
  structure = "number",
  clause = "ECMA-119 7.2.3",
): number {
  const value = get16L(bytes, at);
  if (report) compare(bytes, at, 4, value, get16M(bytes, at + 2), report, structure, clause);
  return value;
}

/**
 * Reads a both-order field of 8 bytes, gives the L value, and reports an M value that differs.
 *
 * @param structure The name of the field or structure, for the report.
 * @param clause The clause that defines the field; default ECMA-119 7.3.3.
 */
export function both32(
  bytes: Uint8Array,
  at: number,
  report?: Report,
  structure = "number",
  clause = "ECMA-119 7.3.3",
): number {
  const value = get32L(bytes, at);
  if (report) compare(bytes, at, 8, value, get32M(bytes, at + 4), report, structure, clause);
  return value;
}

function compare(
  bytes: Uint8Array,
  at: number,
  size: number,
  l: number,
  m: number,
  report: Report,
  structure: string,
  clause: string,
): void {
  if (at + size > bytes.length) {
    report({
      at,
      structure,
      clause,
      message: `Field of ${size} bytes ends after ${Math.max(0, bytes.length - at)}`,
    });
  } else if (l !== m) {
    report({ at, structure, clause, message: `Byte orders disagree: ${l} (L) and ${m} (M)` });
  }
}
