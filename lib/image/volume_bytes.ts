/**
 * How long an image is, from its beginning alone: what a recorder asks of a pipe.
 *
 * @module
 */

import { BLOCK_SIZE, SYSTEM_AREA_BLOCKS } from "../iso9660/block.ts";
import { get16L, get32L } from "../iso9660/numbers.ts";
import { descriptorKind } from "../iso9660/volume_descriptor.ts";

/** Identifiers of the descriptors of a UDF volume (ECMA-167 3/9.1). */
const UDF_IDENTIFIERS = ["NSR02", "NSR03"];

/**
 * The length of an ISO 9660 volume in bytes (ECMA-119 8.4.8, 8.4.12).
 *
 * @param head the first bytes of the image; 64 KiB are enough
 * @returns `undefined` when they are no ISO 9660 volume, or when a UDF volume shares the image: that may be longer
 */
export function isoImageBytes(head: Uint8Array): number | undefined {
  let bytes: number | undefined;
  for (let at = SYSTEM_AREA_BLOCKS * BLOCK_SIZE; at + BLOCK_SIZE <= head.length; at += BLOCK_SIZE) {
    const block = head.subarray(at, at + BLOCK_SIZE);
    if (UDF_IDENTIFIERS.includes(String.fromCharCode(...block.subarray(1, 6)))) return undefined;
    if (descriptorKind(block) === "primary") bytes ??= volumeBytes(block);
  }
  return bytes;
}

function volumeBytes(descriptor: Uint8Array): number | undefined {
  const blocks = get32L(descriptor, 80); // BP 81-84
  const blockSize = get16L(descriptor, 128); // BP 129-130
  const plausible = [512, 1024, BLOCK_SIZE].includes(blockSize) && blocks > SYSTEM_AREA_BLOCKS;
  return plausible ? blocks * blockSize : undefined;
}
