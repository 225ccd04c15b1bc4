/**
 * Logical blocks: the unit in which a volume is measured and addressed (ECMA-119 6.2.2).
 *
 * @module
 */

/** Bytes of a logical block and of a logical sector, as we write them and as every known reader expects. */
export const BLOCK_SIZE = 2048;

/** Blocks at the start of a volume whose contents are not specified (ECMA-119 6.2.1). */
export const SYSTEM_AREA_BLOCKS = 16;

/**
 * The longest extent we write, in bytes: the largest whole number of blocks whose length a 32-bit field
 * holds (ECMA-119 9.1.4). Longer files take several extents.
 */
export const MAX_EXTENT_BYTES = 0xFFFFF800;

/** How many blocks hold that many bytes; also exact above 4 GiB. */
export function blocksOf(bytes: number): number {
  return Math.ceil(bytes / BLOCK_SIZE);
}
