/**
 * How many blocks of 2048 bytes fit on a medium. Where kinds of one size differ, the smaller one counts.
 *
 * @module
 */

/** Blocks of a 74-minute CD: 74 × 60 × 75, what `fitcd` means. */
export const CD74_BLOCKS = 333_000;

/** The media by the names that `fit=` takes. */
export const MEDIA_BLOCKS = {
  /** 74 min × 60 s × 75 blocks (Orange Book part II: MSF addresses). */
  "cd74": CD74_BLOCKS,
  /** Last possible start of the lead-out 79:59:69 in the ATIP of common 80-minute discs, less 2 s of pre-gap. */
  "cd80": 359_844,
  /** DVD+R and DVD+RW: 4 700 372 992 bytes (ECMA-349); DVD-R has 2 298 496 blocks (ECMA-359). */
  "dvd": 2_295_104,
  /** DVD-R DL: 8 543 666 176 bytes (ECMA-382); DVD+R DL has 4 173 824 blocks (ECMA-364). */
  "dvd-dl": 4_171_712,
  /** BD-R and BD-RE, one layer, without spare areas: 25 025 314 816 bytes (BD-R white paper). */
  "bd": 12_219_392,
  /** BD-R and BD-RE, two layers, without spare areas: 50 050 629 632 bytes (BD-R white paper). */
  "bd-dl": 24_438_784,
  /** BD-R and BD-RE XL, three layers, without spare areas: 100 103 356 416 bytes (BDXL white paper). */
  "bd-tl": 48_878_592,
  /** BD-R XL, four layers, without spare areas: 128 001 769 472 bytes (BDXL white paper). */
  "bd-ql": 62_500_864,
} as const satisfies Record<string, number>;

/** A name that `fit=` takes. */
export type MediumName = keyof typeof MEDIA_BLOCKS;
