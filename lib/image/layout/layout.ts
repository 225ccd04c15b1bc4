/**
 * tree → layout: where every structure and every file stands. From here on the image's size is fixed and each
 * of its bytes can be told from its place.
 *
 * @module
 */

import { DiscglowError, UsageError } from "../../errors.ts";
import { BLOCK_SIZE, blocksOf, SYSTEM_AREA_BLOCKS } from "../../iso9660/block.ts";
import { encodeBootRecord } from "../../iso9660/el_torito.ts";
import { encodeTerminator } from "../../iso9660/volume_descriptor.ts";
import { CHECKSUM_FILE, checksumFileSize } from "../checksum_file.ts";
import { display } from "../display.ts";
import type { PlanOptions } from "../options.ts";
import { ROOT, shared, type SourceTree, type SourceTreeData } from "../source_tree.ts";
import { bootCatalog, type BootImages, bootImages, bootInfoHead } from "./boot.ts";
import { hierarchyDescriptor } from "./descriptors.ts";
import { namesIn } from "./file_identifiers.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { buildHierarchies } from "./hierarchies.ts";
import { type VolumeNames, volumeNames } from "./volume_names.ts";

/** Blocks of zeros at the end, for drives that stumble when they read ahead over the end of a track. */
export const PADDING_BLOCKS = 150;

/** Files of this size and more begin at 4096 bytes, so that the kernel can move and file systems share them. */
export const LARGE_FILE = 1 << 20;
const MOST_BLOCKS = 0xffffffff;

/** Bytes made while the layout was. */
export interface FixedBytes {
  /** First block. */
  readonly block: number;
  /** Whole blocks. */
  readonly bytes: Uint8Array;
}

/** A layout as it travels between threads; its columns are shared. */
export interface ImageLayout {
  /** The scanned tree. */
  readonly tree: SourceTreeData;
  /** The hierarchies, the primary one first. */
  readonly hierarchies: readonly Hierarchy[];
  /** First block of each entry's content; hard links ask for their first. */
  readonly block: Uint32Array;
  /** Entries with content, in the order of their blocks. */
  readonly files: Uint32Array;
  /** Descriptors and the boot catalog, in the order of their blocks. */
  readonly fixed: readonly FixedBytes[];
  /** First bytes of a content that differ from the file on the host, by entry. */
  readonly patched: ReadonlyMap<number, Uint8Array>;
  /** The entry of `sha256sums.txt`, or -1. */
  readonly checksumFile: number;
  /** Blocks of 2048 bytes of the whole image. */
  readonly blocks: number;
  /** Volume identifier. */
  readonly volumeId: string;
}

/** Lays out the image of a scanned tree. */
export function layOut(tree: SourceTree, options: PlanOptions): ImageLayout {
  const names = volumeNames(options);
  const boot = bootImages(tree, options);
  const newest = newestDate(tree);
  const checksumFile = options.checksums ? addChecksumFile(tree, newest) : -1;
  const hierarchies = buildHierarchies(tree, options, newest);
  return new Placement(tree, options, hierarchies, names, boot, checksumFile, newest).run();
}

class Placement {
  readonly #block: Uint32Array;
  #next = SYSTEM_AREA_BLOCKS;

  constructor(
    readonly tree: SourceTree,
    readonly options: PlanOptions,
    readonly hierarchies: readonly Hierarchy[],
    readonly names: VolumeNames,
    readonly boot: BootImages | undefined,
    readonly checksumFile: number,
    readonly newest: number,
  ) {
    this.#block = shared(Uint32Array, tree.count);
  }

  run(): ImageLayout {
    const { tree, hierarchies, boot } = this;
    const descriptors = this.#take((hierarchies.length + (boot ? 1 : 0) + 1) * BLOCK_SIZE);
    const catalogBlock = boot === undefined ? 0 : this.#take(BLOCK_SIZE);
    for (const hierarchy of hierarchies) {
      hierarchy.pathTableL = this.#take(hierarchy.pathTableSize);
      hierarchy.pathTableM = this.#take(hierarchy.pathTableSize);
    }
    for (const hierarchy of hierarchies) {
      const { extents, lengths, continuations, placed } = hierarchy;
      for (const i of placed) extents[i] = this.#take(lengths[i]! + continuations[i]!);
    }
    const files = this.#placeFiles();
    if (!this.options.noPad) this.#take(PADDING_BLOCKS * BLOCK_SIZE);
    const blocks = this.#next;
    const fixed: FixedBytes[] = [{ block: descriptors, bytes: this.#descriptors(catalogBlock, blocks) }];
    if (boot !== undefined) fixed.push({ block: catalogBlock, bytes: bootCatalog(tree, boot, this.#block) });
    return {
      tree: tree.data(),
      hierarchies,
      block: this.#block,
      files,
      fixed,
      patched: this.#patched(),
      checksumFile: this.checksumFile,
      blocks,
      volumeId: this.names.volume,
    };
  }

  #take(bytes: number): number {
    const block = this.#next;
    this.#next += blocksOf(bytes);
    if (this.#next > MOST_BLOCKS) {
      throw new DiscglowError("Cannot make the image: it would take more blocks than ECMA-119 can number", {
        hint: "split the tree over several images",
      });
    }
    return block;
  }

  #placeFiles(): Uint32Array {
    const { tree, checksumFile } = this;
    const order = shared(Uint32Array, tree.count);
    let count = 0;
    const place = (entry: number) => {
      const size = tree.size[entry]!;
      if (!tree.isFile(entry) || size === 0 || tree.first[entry] !== entry) return;
      if (size >= LARGE_FILE) this.#next += this.#next & 1;
      this.#block[entry] = this.#take(size);
      order[count++] = entry;
    };
    for (let entry = 0; entry < tree.count; entry++) if (entry !== checksumFile) place(entry);
    if (checksumFile >= 0) place(checksumFile);
    return order.subarray(0, count);
  }

  #descriptors(catalogBlock: number, blocks: number): Uint8Array {
    const { tree, hierarchies, boot } = this;
    const date = this.options.date ?? this.options.latestDate ?? this.newest;
    const all = hierarchies.map((hierarchy) =>
      hierarchyDescriptor(
        hierarchy,
        namesIn(hierarchy, hierarchies[0]!, tree, this.names),
        blocks,
        tree.mtime[ROOT]!,
        date,
      )
    );
    // The boot record stands in the block behind the primary descriptor (El Torito 2.0).
    if (boot !== undefined) all.splice(1, 0, encodeBootRecord(catalogBlock));
    all.push(encodeTerminator());
    const bytes = new Uint8Array(all.length * BLOCK_SIZE);
    for (const [i, descriptor] of all.entries()) bytes.set(descriptor, i * BLOCK_SIZE);
    return bytes;
  }

  #patched(): Map<number, Uint8Array> {
    const { tree, boot } = this;
    if (boot === undefined || !boot.bootInfo) return new Map();
    const file = tree.first[boot.bios]!;
    return new Map([[file, bootInfoHead(tree, file, this.#block[file]!)]]);
  }
}

/** Adds `sha256sums.txt` to the root, with the length that it will have. */
function addChecksumFile(tree: SourceTree, newest: number): number {
  for (const child of tree.children(ROOT)) {
    if (display(tree.name(child)) === CHECKSUM_FILE) {
      throw new UsageError(`Cannot add checksums: the source holds a ${CHECKSUM_FILE} of its own`, {
        hint: `leave it out with exclude=/${CHECKSUM_FILE}`,
      });
    }
  }
  const file = tree.addMade(CHECKSUM_FILE, 0o100444, newest);
  tree.size[file] = checksumFileSize(tree, file);
  tree.added.push(file);
  return file;
}

/** The latest date in the tree: the volume's date when nobody gave one, so that a tree gives one image. */
function newestDate(tree: SourceTree): number {
  let newest = tree.mtime[ROOT]!;
  for (let entry = 0; entry < tree.count; entry++) {
    if (tree.mode[entry] !== 0) newest = Math.max(newest, tree.mtime[entry]!);
  }
  return newest;
}
