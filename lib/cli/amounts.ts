/**
 * Amounts for people: bytes, seconds, speeds.
 *
 * @module
 */

/** A number of bytes in the unit that suits it. */
export function showBytes(bytes: number): string {
  if (bytes < 2 ** 20) return `${(bytes / 2 ** 10).toFixed(0)} KiB`;
  if (bytes < 2 ** 30) return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return `${(bytes / 2 ** 30).toFixed(2)} GiB`;
}

/** A part of a number of bytes in the unit that suits the whole: `1.20 of 4.38 GiB`. */
export function showPart(bytes: number, total: number): string {
  const whole = showBytes(total);
  const unit = whole.endsWith("GiB") ? 2 ** 30 : whole.endsWith("MiB") ? 2 ** 20 : 2 ** 10;
  const digits = unit === 2 ** 30 ? 2 : unit === 2 ** 20 ? 1 : 0;
  return `${(bytes / unit).toFixed(digits)} of ${whole}`;
}

/** Seconds as `M:SS` or `H:MM:SS`. */
export function showSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (number: number): string => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const rest = two(whole % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * A speed as a multiple of the family's base speed, as discs are sold: `4x`, `2.4x`.
 *
 * @param kBs kB/s (1000 bytes)
 */
export function showSpeed(kBs: number, baseSpeed: number): string {
  const factor = baseSpeed > 0 ? kBs / baseSpeed : 0;
  const near = Math.round(factor);
  const whole = near > 0 && Math.abs(factor - near) / near < 0.04;
  return whole ? `${near}x` : `${factor.toFixed(1)}x`;
}

/** How large a disc is, as discs are sold: `25.0 GB`, `700 MB`, `459 kB` (powers of 1000). */
export function showBlocks(blocks: number): string {
  const bytes = blocks * 2048;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
