/**
 * The bytes of a file in an image against those of a file of this host.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get32L } from "../../iso9660/numbers.ts";
import { hostFiles } from "../host.ts";
import type { HostFiles } from "../host_files.ts";
import type { Image, ImageEntry } from "../open.ts";
import type { SourceTree } from "../source_tree.ts";

/** Where the boot information table lies in a boot image: bytes 8 to 63. */
const BOOT_TABLE = [8, 64] as const;

/** Compares contents; holds the source directory of the last file open. */
export class Contents implements Disposable {
  readonly #image: Image;
  readonly #tree: SourceTree;
  readonly #follow: boolean;
  readonly #host: HostFiles = hostFiles();
  readonly #buffer = new Uint8Array(1 << 20);
  #directory = -1;
  #handle = -1;

  /** @param follow whether symbolic links of the source are looked through */
  constructor(image: Image, tree: SourceTree, follow: boolean) {
    this.#image = image;
    this.#tree = tree;
    this.#follow = follow;
  }

  /**
   * Compares two files of the same length.
   *
   * @param pause called now and then, so that others get their turn
   * @returns what differs, or `undefined`
   */
  async compare(entry: ImageEntry, index: number, pause: () => Promise<void>): Promise<string | undefined> {
    if (entry.size === 0) return undefined;
    const file = this.#open(index);
    try {
      let position = 0;
      for (const chunk of this.#image.read(entry)) {
        const source = this.#buffer.subarray(0, chunk.length);
        let got = 0;
        while (got < source.length) {
          const more = this.#host.read(file, source.subarray(got));
          if (more === 0) break;
          got += more;
        }
        if (got < source.length) return `the source has ended after ${position + got} bytes`;
        if (position === 0 && hasBootTable(chunk, entry)) {
          source.set(chunk.subarray(...BOOT_TABLE), BOOT_TABLE[0]);
        }
        const at = firstDifference(chunk, source);
        if (at >= 0) {
          return `content differs at byte ${position + at} (block ${blockOf(entry, position + at)})`;
        }
        position += chunk.length;
        await pause();
      }
      return undefined;
    } finally {
      this.#host.close(file);
    }
  }

  [Symbol.dispose](): void {
    if (this.#handle >= 0) this.#host.close(this.#handle);
    this.#handle = -1;
    this.#directory = -1;
  }

  #open(index: number): number {
    const tree = this.#tree;
    const parent = tree.parent[index]!;
    if (!tree.places.has(index)) {
      if (this.#directory !== parent) {
        this[Symbol.dispose]();
        this.#handle = this.#host.openDirectory(tree.hostPath(parent));
        this.#directory = parent;
      }
      const at = tree.nameAt[index]!;
      const name = tree.names.subarray(at, at + tree.nameLength[index]! + 1);
      return this.#host.openIn(this.#handle, name, this.#follow);
    }
    const path = tree.hostPath(index);
    const slash = path.lastIndexOf(47);
    const folder = slash < 0 ? Uint8Array.of(46, 0) : path.slice(0, slash + 2);
    if (slash >= 0) folder[slash + 1] = 0; // the slash stays, for files of the root
    const handle = this.#host.openDirectory(folder);
    try {
      return this.#host.openIn(handle, path.subarray(slash + 1), this.#follow);
    } finally {
      this.#host.close(handle);
    }
  }
}

/** The first place at which two chunks of the same length differ, or -1. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  if (a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0) {
    const words = a.length >>> 2;
    const x = new Int32Array(a.buffer, a.byteOffset, words);
    const y = new Int32Array(b.buffer, b.byteOffset, words);
    let word = 0;
    while (word < words && x[word] === y[word]) word++;
    at = word * 4;
  }
  while (at < a.length && a[at] === b[at]) at++;
  return at < a.length ? at : -1;
}

/** Whether a file begins with a boot information table about itself: it is written into the image only. */
function hasBootTable(start: Uint8Array, entry: ImageEntry): boolean {
  return start.length >= BOOT_TABLE[1] && entry.extents.length === 1 &&
    get32L(start, 8) === 16 && // primary volume descriptor
    get32L(start, 12) === entry.extents[0]!.block &&
    get32L(start, 16) === entry.size;
}

function blockOf(entry: ImageEntry, position: number): number {
  for (const { block, size } of entry.extents) {
    if (position < size) return block + Math.floor(position / BLOCK_SIZE);
    position -= size;
  }
  return 0;
}
