/**
 * Reading an image back: its trees, their entries, the files' bytes. Forgiving of other programs' habits,
 * suspicious of every length and offset.
 *
 * @module
 */

import { type ImageError, UsageError } from "../errors.ts";
import { openRandomAccess, type RandomAccess } from "./random_access.ts";
import { CHUNK_SIZE, readContent, streamContent } from "./reading/content.ts";
import { depthFirst } from "./reading/depth_first.ts";
import type { Entry, ImageEntry } from "./reading/entry.ts";
import { Faults } from "./reading/faults.ts";
import { MetadataReader } from "./reading/metadata_reader.ts";
import { packBytes, packText, unescapeName } from "./reading/names.ts";
import { findRockRidge, SystemUseReader } from "./reading/system_use.ts";
import { TreeReader } from "./reading/tree_reader.ts";
import { readVolumes, type TreeKind, type Volume, volumeIdOf } from "./reading/volumes.ts";

export type { EntryKind } from "./entry_kind.ts";
export type { Extent, ImageEntry } from "./reading/entry.ts";
export type { TreeKind } from "./reading/volumes.ts";

/** Options of {@linkcode openImage}. */
export interface OpenOptions {
  /** Which tree of names is read. @default the first there is of Rock Ridge, Joliet, enhanced, plain */
  readonly tree?: TreeKind;
  /**
   * Called for every fault found on the way; what cannot be used is then left out. Without it, an entry or
   * directory that cannot be used throws its `ImageError`, and lesser faults are passed over.
   */
  readonly onFault?: (fault: ImageError) => void;
  /** What the image is called in messages. @default the path, or "the image" */
  readonly name?: string;
  /**
   * Bytes that are passed in are closed with the image, also when it cannot be opened.
   * @default {false}
   */
  readonly owned?: boolean;
}

/** An image that is open for reading. */
export interface Image extends Disposable {
  /** The tree that is read. */
  readonly tree: TreeKind;
  /** The trees the image has, the preferred one first. */
  readonly trees: readonly TreeKind[];
  /** Volume identifier (ECMA-119 8.4.6). */
  readonly volumeId: string;
  /** Blocks of 2048 bytes that the volume claims (ECMA-119 8.4.8). */
  readonly volumeBlocks: number;
  /** Length of the image in bytes. */
  readonly size: number;
  /** The root directory. */
  readonly root: ImageEntry;
  /** The entries of a directory in their recorded order; none of what is not a directory. Not to be changed. */
  children(entry: ImageEntry): ImageEntry[];
  /** The entry at a path from the root, as bytes or text; `\xNN` in a text may stand for a byte. */
  find(path: string | Uint8Array): ImageEntry | undefined;
  /** The entry of a directory with that name; with several of one name, one that is no symbolic link. */
  child(directory: ImageEntry, name: Uint8Array): ImageEntry | undefined;
  /** An entry and all below it, directories before what they hold. @param from default the root */
  walk(from?: ImageEntry): Iterable<ImageEntry>;
  /** The bytes of a file in chunks of up to 1 MiB, each valid until the next. */
  read(entry: ImageEntry): Iterable<Uint8Array<ArrayBuffer>>;
  /** The bytes of a file as a stream. */
  stream(entry: ImageEntry): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Closes the image if it was opened by its path or is `owned`; else the bytes are their owner's to close. */
  close(): void;
}

/**
 * Opens an image.
 *
 * @param source path of an image, or its bytes
 * @throws {ImageError} when it is no ISO 9660 image
 * @throws {UsageError} when it has not the tree asked for
 * @example List the root
 * ```ts ignore
 * using image = await openImage("a.iso");
 * for (const entry of image.children(image.root)) console.log(entry.path, entry.size);
 * ```
 */
export function openImage(source: string | RandomAccess, options: OpenOptions = {}): Promise<Image> {
  return new Promise((resolve) => resolve(openImageNow(source, options)));
}

function openImageNow(source: string | RandomAccess, options: OpenOptions): Image {
  const byPath = typeof source === "string";
  const bytes = byPath ? openRandomAccess(source) : source;
  const owned = byPath || options.owned === true;
  try {
    return new OpenedImage(bytes, owned, options.name ?? (byPath ? source : "the image"), options);
  } catch (error) {
    if (owned) bytes.close();
    throw error;
  }
}

const PREFERENCE = ["rock-ridge", "joliet", "enhanced", "plain"] as const;
/** Entries kept for directories that may be asked for again. */
const MAX_KEPT = 65_536;

interface Listing {
  readonly entries: Entry[];
  index: Map<string, Entry> | undefined;
}

class OpenedImage implements Image {
  readonly tree: TreeKind;
  readonly trees: readonly TreeKind[];
  readonly volumeId: string;
  readonly volumeBlocks: number;
  readonly size: number;
  readonly root: Entry;
  readonly #bytes: RandomAccess;
  readonly #owned: boolean;
  readonly #reader: TreeReader;
  readonly #listings = new Map<Entry, Listing>();
  #kept = 0;
  #buffer: Uint8Array<ArrayBuffer> | undefined;
  #closed = false;

  /** @param owned whether the bytes are closed with the image */
  constructor(bytes: RandomAccess, owned: boolean, name: string, options: OpenOptions) {
    this.#bytes = bytes;
    this.#owned = owned;
    this.size = bytes.size;
    const faults = new Faults(options.onFault);
    const reader = new MetadataReader(bytes);
    const volumes = readVolumes(reader, bytes.size, faults, name);
    const plain = volumes.find((volume) => volume.kind === "plain")!;
    const skip = findRockRidge(reader, plain.descriptor.root.extent);
    const kinds = new Set<TreeKind>(volumes.map((volume) => volume.kind));
    if (skip !== undefined) kinds.add("rock-ridge");
    this.trees = PREFERENCE.filter((kind) => kinds.has(kind));
    this.tree = chosenTree(options.tree, this.trees);
    const volume: Volume = volumes.find((volume) => volume.kind === this.tree) ?? plain;
    this.volumeId = volumeIdOf(volume);
    this.volumeBlocks = volume.descriptor.volumeSpaceSize;
    const systemUse = this.tree === "rock-ridge"
      ? new SystemUseReader(new MetadataReader(bytes), faults, skip ?? 0)
      : undefined;
    this.#reader = new TreeReader(reader, bytes.size, faults, this.tree, systemUse);
    this.root = this.#reader.root(volume.descriptor.root, volume.offset + 156);
  }

  children(entry: ImageEntry): Entry[] {
    return entry.kind === "directory" ? this.#listing(entry as Entry).entries : [];
  }

  find(path: string | Uint8Array): Entry | undefined {
    const packed = typeof path === "string" ? packText(path) : packBytes(path);
    let entry: Entry | undefined = this.root;
    for (const name of packed.split("/")) {
      if (name === "" || name === ".") continue;
      if (entry.kind !== "directory") return undefined;
      const index = this.#index(this.#listing(entry));
      entry = index.get(name) ?? (typeof path === "string" ? index.get(unescapeName(name)) : undefined);
      if (entry === undefined) return undefined;
    }
    return entry;
  }

  child(directory: ImageEntry, name: Uint8Array): Entry | undefined {
    if (directory.kind !== "directory") return undefined;
    return this.#index(this.#listing(directory as Entry)).get(packBytes(name));
  }

  walk(from: ImageEntry = this.root): Generator<Entry> {
    return depthFirst(from as Entry, (directory) => this.children(directory));
  }

  *read(entry: ImageEntry): Generator<Uint8Array<ArrayBuffer>> {
    // One buffer serves all readers that follow each other; a second reader at the same time gets its own.
    let buffer = this.#buffer;
    this.#buffer = undefined;
    try {
      yield* readContent(this.#bytes, entry, (size) => {
        if (buffer === undefined || buffer.length < size) {
          buffer = new Uint8Array(Math.min(CHUNK_SIZE, Math.max(size, 1 << 16)));
        }
        return buffer;
      });
    } finally {
      this.#buffer = buffer;
    }
  }

  stream(entry: ImageEntry): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamContent(this.#bytes, entry);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#owned) this.#bytes.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #listing(directory: Entry): Listing {
    let listing = this.#listings.get(directory);
    if (listing === undefined) {
      listing = { entries: this.#reader.list(directory), index: undefined };
      this.#kept += listing.entries.length + 1;
    } else {
      this.#listings.delete(directory);
    }
    this.#listings.set(directory, listing); // the last one of the map is the one used last
    for (const [oldest, { entries }] of this.#listings) {
      if (this.#kept <= MAX_KEPT || oldest === directory) break;
      this.#listings.delete(oldest);
      this.#kept -= entries.length + 1;
    }
    return listing;
  }

  #index(listing: Listing): Map<string, Entry> {
    if (listing.index === undefined) {
      listing.index = new Map();
      for (const entry of listing.entries) {
        const known = listing.index.get(entry.packed);
        if (known === undefined || (known.kind === "symlink" && entry.kind !== "symlink")) {
          listing.index.set(entry.packed, entry);
        }
      }
    }
    return listing.index;
  }
}

function chosenTree(wanted: TreeKind | undefined, trees: readonly TreeKind[]): TreeKind {
  if (wanted === undefined) return trees[0]!;
  if (trees.includes(wanted)) return wanted;
  throw new UsageError(`Cannot read the ${wanted} tree: the image has only ${trees.join(", ")}`);
}
