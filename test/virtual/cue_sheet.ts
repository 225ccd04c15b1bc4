/**
 * Cue sheets as a host of the virtual drive sends them.
 *
 * @module
 */

/** Minutes, seconds and frames of a block. */
export function msf(block: number): number[] {
  return [Math.floor((block + 150) / 4500), Math.floor((block + 150) / 75) % 60, (block + 150) % 75];
}

/**
 * A cue sheet for one data track (MMC-6 6.35).
 *
 * @param pregapForm data form of the pre-gap: 14h when the drive makes it, 10h when it comes from the host
 */
export function cueSheet(first: number, blocks: number, pregapForm = 0x14): number[] {
  return [
    ...[0x41, 0, 0, 0x14, 0, 0, 0, 0],
    ...[0x41, 1, 0, pregapForm, 0, ...msf(first - 150)],
    ...[0x41, 1, 1, 0x10, 0, ...msf(first)],
    ...[0x41, 0xaa, 1, 0x14, 0, ...msf(first + blocks)],
  ];
}
