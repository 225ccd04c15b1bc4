/**
 * Dates, judged field by field.
 *
 * @module
 */

/** What is wrong with the 7 bytes of a date (ECMA-119 9.1.5), or `undefined`. All zero means «not specified». */
export function recordDateFault(bytes: Uint8Array, at: number): string | undefined {
  const month = bytes[at + 1]!, day = bytes[at + 2]!;
  if (
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && bytes[at + 3]! <= 23 && bytes[at + 4]! <= 59 &&
    bytes[at + 5]! <= 59 && zoneInRange(bytes[at + 6]!)
  ) {
    return undefined;
  }
  for (let i = 0; i < 7; i++) {
    if (bytes[at + i] === 0) continue;
    const words = Array.from(bytes.subarray(at + 1, at + 6)).join(", ");
    return zoneInRange(bytes[at + 6]!)
      ? `Month, day, hour, minute, second are ${words}`
      : `The zone is ${bytes[at + 6]! << 24 >> 24} quarters of an hour, allowed are -48 to 52`;
  }
  return undefined;
}

/** What is wrong with the 17 bytes of a date (ECMA-119 8.4.26.1), or `undefined`. Digits zero mean «not specified». */
export function volumeDateFault(bytes: Uint8Array, at: number): string | undefined {
  let zero = bytes[at + 16] === 0;
  let binary = zero;
  for (let i = 0; i < 16; i++) {
    const digit = bytes[at + i]! - 0x30;
    if (digit !== 0) zero = false;
    if (digit !== -0x30) binary = false;
  }
  if (zero) return undefined;
  if (binary) return "All 17 bytes are zero, where 16 digits 0 were expected";
  for (let i = 0; i < 16; i++) {
    const digit = bytes[at + i]! - 0x30;
    if (digit < 0 || digit > 9) return `Byte ${i + 1} is ${bytes[at + i]}, no digit`;
  }
  const pair = (i: number) => (bytes[at + i]! - 0x30) * 10 + bytes[at + i + 1]! - 0x30;
  const month = pair(4), day = pair(6), hour = pair(8), minute = pair(10), second = pair(12);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) {
    return `Month, day, hour, minute, second are ${[month, day, hour, minute, second].join(", ")}`;
  }
  if (!zoneInRange(bytes[at + 16]!)) {
    return `The zone is ${bytes[at + 16]! << 24 >> 24} quarters of an hour, allowed are -48 to 52`;
  }
  return undefined;
}

function zoneInRange(byte: number): boolean {
  return byte <= 52 || byte >= 0x100 - 48;
}
