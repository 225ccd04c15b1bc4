/**
 * What some blocks of an image belong to: the answer to a damaged block.
 *
 * @module
 */

import { ImageError } from "../errors.ts";
import { BLOCK_SIZE, blocksOf, SYSTEM_AREA_BLOCKS } from "../iso9660/block.ts";
import { decodeBootCatalog, decodeBootRecord, VIRTUAL_SECTOR_SIZE } from "../iso9660/el_torito.ts";
import { descriptorKind } from "../iso9660/volume_descriptor.ts";
import { BlockOwners, type BlockRun } from "./block_owners.ts";
import { forgivingAccess } from "./forgiving_access.ts";
import { type Image, openImage, type TreeKind } from "./open.ts";
import type { RandomAccess } from "./random_access.ts";
import { Faults } from "./reading/faults.ts";
import { MetadataReader } from "./reading/metadata_reader.ts";
import { readVolumes } from "./reading/volumes.ts";

export type { BlockRun } from "./block_owners.ts";

/** What the blocks of one run belong to. */
export interface FilesOfBlocks {
  /** The blocks. */
  readonly range: BlockRun;
  /** Paths of the files that own some of them, in the order of the blocks. */
  readonly files: readonly string[];
  /** What else is there, in words: `volume descriptors`, `directory /reports`, `padding`. */
  readonly structures: readonly string[];
}

const TREE_NAMES: Readonly<Record<TreeKind, string>> = {
  "rock-ridge": "",
  plain: "",
  joliet: " of the Joliet tree",
  enhanced: " of the ISO 9660:1999 tree",
};

/** The directories are damaged as well: it may be a file. */
const UNKNOWN = "what no readable directory names";

/** No image has as many volume descriptors as this. */
const MAX_DESCRIPTORS = 100;
const noFaults = new Faults(() => {});

/**
 * Finds the owners of blocks. A file is named by its path in the preferred tree, or in the tree that has it.
 *
 * @param image stays open; what of it cannot be read has no owner
 * @param ranges in rising order, none over another
 * @returns one entry for each range; `undefined` when it is no ISO 9660 image
 */
export async function filesOfBlocks(
  image: RandomAccess,
  ranges: readonly BlockRun[],
): Promise<FilesOfBlocks[] | undefined> {
  const owners = new BlockOwners(ranges);
  const bytes = forgivingAccess(image);
  let volumeBlocks: number;
  let whole = true;
  try {
    volumeBlocks = noteStructures(bytes, owners);
    await noteTrees(bytes, owners, () => whole = false);
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
  return ranges.map((range, i) => ({
    range,
    files: owners.filesOf(i),
    structures: [
      ...owners.structuresOf(i),
      ...unownedWords(owners.unowned(i), { end: owners.end, volumeBlocks, whole }),
    ],
  }));
}

/** Notes what is in no tree; returns the blocks of the volume. */
function noteStructures(bytes: RandomAccess, owners: BlockOwners): number {
  const reader = new MetadataReader(bytes);
  const volumes = readVolumes(reader, bytes.size, noFaults, "the image");
  owners.structure(0, SYSTEM_AREA_BLOCKS, () => "system area");
  noteDescriptors(reader, owners);
  for (const { descriptor } of volumes) {
    const { pathTableSize, pathTableL, pathTableM, optionalPathTableL, optionalPathTableM } = descriptor;
    for (const block of [pathTableL, pathTableM, optionalPathTableL, optionalPathTableM]) {
      if (block !== 0) owners.structure(block, blocksOf(pathTableSize), () => "path tables");
    }
  }
  return Math.max(...volumes.map(({ descriptor }) => descriptor.volumeSpaceSize));
}

function noteDescriptors(reader: MetadataReader, owners: BlockOwners): void {
  let count = 0;
  for (let last = false; !last && count < MAX_DESCRIPTORS; count++) {
    const block = reader.view((SYSTEM_AREA_BLOCKS + count) * BLOCK_SIZE, BLOCK_SIZE);
    const kind = descriptorKind(block);
    if (kind === "none") break;
    last = kind === "terminator";
    const catalog = kind === "boot" ? decodeBootRecord(block) : undefined;
    if (catalog !== undefined) noteBoot(reader, catalog, owners);
  }
  owners.structure(SYSTEM_AREA_BLOCKS, count, () => "volume descriptors");
}

function noteBoot(reader: MetadataReader, catalog: number, owners: BlockOwners): void {
  owners.structure(catalog, 1, () => "boot catalog");
  const { entries } = decodeBootCatalog(reader.view(catalog * BLOCK_SIZE, BLOCK_SIZE));
  for (const { block, sectorCount } of entries) {
    owners.structure(block, blocksOf(sectorCount * VIRTUAL_SECTOR_SIZE), () => "boot image");
  }
}

/** Notes the directories of all trees, and each file under its name in the first tree that has it. */
async function noteTrees(bytes: RandomAccess, owners: BlockOwners, onFault: () => void): Promise<void> {
  const { trees } = await openImage(bytes, { onFault });
  const isLost = (block: number): boolean => {
    const first = new Uint8Array(1);
    bytes.readAt(block * BLOCK_SIZE, first);
    return first[0] === 0; // Every block of a directory begins with a record, and no record is empty
  };
  const named = new Set<number>();
  for (const tree of trees) {
    if (tree === "plain" && trees.includes("rock-ridge")) continue; // the same records
    using image = await openImage(bytes, { tree, onFault });
    if (noteTree(image, named, owners).some(isLost)) onFault();
  }
}

/** Returns the blocks of directories that are among those asked for. */
function noteTree(image: Image, named: Set<number>, owners: BlockOwners): number[] {
  const directories: number[] = [];
  const before = new Set(named);
  for (const entry of image.walk()) {
    for (const { block, size } of entry.extents) {
      const blocks = blocksOf(size);
      if (entry.kind === "directory") {
        const name = () => `directory ${entry.path}${TREE_NAMES[image.tree]}`;
        for (let at = block; at < block + blocks; at++) {
          if (owners.structure(at, 1, name)) directories.push(at);
        }
      } else if (!before.has(block) && owners.file(block, blocks, () => entry.path)) named.add(block);
    }
  }
  return directories;
}

/** What is said of blocks that nothing owns, by what is known of the volume. */
function unownedWords(
  free: readonly BlockRun[],
  { end, volumeBlocks, whole }: { end: number; volumeBlocks: number; whole: boolean },
): string[] {
  const words = new Set<string>();
  for (const { first, count } of free) {
    if (!whole && first < volumeBlocks) words.add(UNKNOWN);
    if (whole && first < end) words.add("file system structures");
    if (whole && first < volumeBlocks && first + count > end) words.add("padding");
    if (first + count > Math.max(end, volumeBlocks)) words.add("behind the volume");
  }
  return [...words];
}
