/**
 * The volume descriptor set: which trees an image holds and where their roots are.
 *
 * @module
 */

import { ImageError } from "../../errors.ts";
import { BLOCK_SIZE, blocksOf, SYSTEM_AREA_BLOCKS } from "../../iso9660/block.ts";
import { decodeUcs2, jolietLevel, unpaddedUcs2 } from "../../iso9660/joliet.ts";
import {
  decodeVolumeDescriptor,
  descriptorKind,
  type VolumeDescriptor,
} from "../../iso9660/volume_descriptor.ts";
import type { Faults } from "./faults.ts";
import type { MetadataReader } from "./metadata_reader.ts";
import { displayName, packBytes } from "./names.ts";

/** A tree of names over the extents of an image. */
export type TreeKind = "rock-ridge" | "joliet" | "enhanced" | "plain";

/** One volume descriptor that leads to a tree. */
export interface Volume {
  /** The tree it leads to; Rock Ridge is looked for in the plain one. */
  readonly kind: "joliet" | "enhanced" | "plain";
  /** Byte offset of the descriptor. */
  readonly offset: number;
  /** Its fields; their bytes are ours to keep. */
  readonly descriptor: VolumeDescriptor;
}

/** More descriptors than this are not looked at; real images have fewer than ten. */
const MAX_DESCRIPTORS = 100;

/**
 * Reads the volume descriptors (ECMA-119 6.7.1), the primary one first. Throws when there is none.
 *
 * @param name what the image is called in messages
 */
export function readVolumes(
  reader: MetadataReader,
  imageSize: number,
  faults: Faults,
  name: string,
): Volume[] {
  const volumes: Volume[] = [];
  const first = SYSTEM_AREA_BLOCKS * BLOCK_SIZE;
  for (let i = 0; i < MAX_DESCRIPTORS; i++) {
    const offset = first + i * BLOCK_SIZE;
    const block = reader.view(offset, BLOCK_SIZE).slice();
    const kind = descriptorKind(block);
    if (kind === "terminator") break;
    if (kind === "none") {
      if (i > 0) {
        faults.minor(
          offset,
          "volume descriptor set",
          "ECMA-119 8.3",
          "read on in the volume descriptors",
          "the set does not end with a terminator",
        );
      }
      break;
    }
    if (kind !== "primary" && kind !== "supplementary" && kind !== "enhanced") continue;
    const descriptor = decodeVolumeDescriptor(block, faults.report(offset));
    const tree = kind === "primary"
      ? "plain"
      : kind === "enhanced"
      ? "enhanced"
      : jolietLevel(descriptor.escapeSequences) === undefined
      ? undefined
      : "joliet";
    if (tree === undefined || volumes.some((volume) => volume.kind === tree)) continue;
    checkBlockSize(descriptor, offset, name);
    checkVolumeSize(descriptor, offset, imageSize, faults);
    volumes.push({ kind: tree, offset, descriptor });
  }
  if (!volumes.some((volume) => volume.kind === "plain")) {
    throw new ImageError(
      first,
      "primary volume descriptor",
      "ECMA-119 8.4",
      `Cannot open ${name}: there is no primary volume descriptor, so it is no ISO 9660 image`,
    );
  }
  return volumes;
}

function checkBlockSize({ logicalBlockSize }: VolumeDescriptor, offset: number, name: string): void {
  if (logicalBlockSize === BLOCK_SIZE) return;
  throw new ImageError(
    offset + 128,
    "volume descriptor",
    "ECMA-119 8.4.12",
    `Cannot open ${name}: its logical blocks have ${logicalBlockSize} bytes, not ${BLOCK_SIZE}`,
  );
}

function checkVolumeSize(
  { volumeSpaceSize }: VolumeDescriptor,
  offset: number,
  imageSize: number,
  faults: Faults,
): void {
  const blocks = blocksOf(imageSize);
  if (volumeSpaceSize > blocks) {
    faults.minor(
      offset + 80,
      "volume descriptor",
      "ECMA-119 8.4.8",
      "trust the size of the volume",
      `it claims ${volumeSpaceSize} blocks, the image has ${blocks}`,
    );
  }
}

/** The volume identifier (ECMA-119 8.4.6) without its filling. */
export function volumeIdOf({ kind, descriptor }: Volume): string {
  if (kind === "joliet") return decodeUcs2(unpaddedUcs2(descriptor.volumeId)).trimEnd();
  return displayName(packBytes(descriptor.volumeId)).replace(/[ \0]+$/, "");
}
