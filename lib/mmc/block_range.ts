/**
 * Stretches of blocks.
 *
 * @module
 */

/** Bytes of a block of data on every medium we record. */
export const BLOCK_BYTES = 2048;

/** Some blocks that lie one behind the other. */
export interface BlockRange {
  /** Logical block address of the first. */
  readonly first: number;
  /** How many. */
  readonly count: number;
}

/** Adds a block behind the last one of a list of ranges in rising order, in its last range where they touch. */
export function addBlock(ranges: BlockRange[], block: number, count = 1): void {
  const last = ranges.at(-1);
  if (last !== undefined && last.first + last.count === block) {
    ranges[ranges.length - 1] = { first: last.first, count: last.count + count };
  } else ranges.push({ first: block, count });
}

/** `17, 20-24` for people. */
export function rangeWords(ranges: readonly BlockRange[], most = Infinity): string {
  const words = ranges.slice(0, most).map(({ first, count }) =>
    count === 1 ? `${first}` : `${first}-${first + count - 1}`
  );
  const more = ranges.length - words.length;
  return more > 0 ? `${words.join(", ")} and ${more} more` : words.join(", ");
}

/** How many blocks the ranges hold. */
export function blocksIn(ranges: readonly BlockRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}
