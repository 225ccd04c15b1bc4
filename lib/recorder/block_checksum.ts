/**
 * A checksum for every block: XXH32 (the 32-bit hash of xxHash, seed 0) of its 2048 bytes. It finds faults, not
 * forgeries.
 *
 * @module
 */

import { BLOCK_BYTES } from "../mmc/block_range.ts";

const PRIME1 = 0x9e3779b1;
const PRIME2 = 0x85ebca77;
const PRIME3 = 0xc2b2ae3d;
const PRIME4 = 0x27d4eb2f;
const PRIME5 = 0x165667b1;

/** 32-bit words of a block. */
export const BLOCK_WORDS: number = BLOCK_BYTES / 4;

/** The checksum of the block that begins at a word, as a signed number. The words must be in little-endian order. */
export function blockChecksum(words: Int32Array, from: number): number {
  let a = (PRIME1 + PRIME2) | 0;
  let b = PRIME2 | 0;
  let c = 0;
  let d = -PRIME1 | 0;
  for (let i = from, end = from + BLOCK_WORDS; i < end; i += 4) {
    a = (a + Math.imul(words[i]!, PRIME2)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), PRIME1);
    b = (b + Math.imul(words[i + 1]!, PRIME2)) | 0;
    b = Math.imul((b << 13) | (b >>> 19), PRIME1);
    c = (c + Math.imul(words[i + 2]!, PRIME2)) | 0;
    c = Math.imul((c << 13) | (c >>> 19), PRIME1);
    d = (d + Math.imul(words[i + 3]!, PRIME2)) | 0;
    d = Math.imul((d << 13) | (d >>> 19), PRIME1);
  }
  const mixed = rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18);
  return avalanche((mixed + BLOCK_BYTES) | 0);
}

/** One checksum for several blocks: theirs, mixed in one after the other as XXH32 mixes in its last words. */
export function foldChecksums(checksums: Int32Array): number {
  let hash = (PRIME5 + 4 * checksums.length) | 0;
  for (const checksum of checksums) {
    hash = (hash + Math.imul(checksum, PRIME3)) | 0;
    hash = Math.imul(rotated(hash, 17), PRIME4);
  }
  return avalanche(hash);
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function avalanche(value: number): number {
  let hash = Math.imul(value ^ (value >>> 15), PRIME2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME3);
  return hash ^ (hash >>> 16);
}
