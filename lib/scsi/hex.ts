/**
 * Bytes as the standards write them.
 *
 * @module
 */

/** `0A`: two digits at least. */
export function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, "0");
}
