/**
 * SHA-256 of every file, computed while the image streams by in order.
 *
 * @module
 */

import type { Hash } from "node:crypto";
import { BLOCK_SIZE } from "../iso9660/block.ts";
import { checksumFileBytes } from "./checksum_file.ts";
import type { ImageLayout } from "./layout/layout.ts";
import { SourceTree } from "./source_tree.ts";

const SUM_BYTES = 32;

/** Sees the image pass and puts `sha256sums.txt` in its place at the end. */
export class Checksums {
  readonly #layout: ImageLayout;
  readonly #tree: SourceTree;
  readonly #newHash: () => Hash;
  readonly #sums: Uint8Array;
  #index = 0;
  #hash: Hash | undefined;
  #file: Uint8Array | undefined;

  private constructor(layout: ImageLayout, newHash: () => Hash) {
    this.#layout = layout;
    this.#tree = SourceTree.of(layout.tree);
    this.#newHash = newHash;
    this.#sums = new Uint8Array(layout.files.length * SUM_BYTES);
  }

  /** Made for a layout with a checksum file, otherwise `undefined`; node:crypto is loaded only then. */
  static async of(layout: ImageLayout): Promise<Checksums | undefined> {
    if (layout.checksumFile < 0) return undefined;
    const { createHash } = await import("node:crypto");
    return new Checksums(layout, () => createHash("sha256"));
  }

  /** Takes the next bytes of the image, which begin at `position`; those of the checksum file are filled in. */
  pass(position: number, bytes: Uint8Array): void {
    const { files, block, checksumFile } = this.#layout;
    const end = position + bytes.length;
    while (this.#index < files.length) {
      const entry = files[this.#index]!;
      const from = block[entry]! * BLOCK_SIZE;
      if (from >= end) return;
      const to = from + this.#tree.size[entry]!;
      const part = bytes.subarray(
        Math.max(0, from - position),
        Math.max(0, Math.min(bytes.length, to - position)),
      );
      if (entry === checksumFile) {
        this.#file ??= checksumFileBytes(this.#tree, checksumFile, (file) => this.#sumOf(file));
        part.set(
          this.#file.subarray(Math.max(0, position - from), Math.max(0, position - from) + part.length),
        );
      } else {
        this.#hash ??= this.#newHash();
        this.#hash.update(part);
      }
      if (to > end) return;
      if (this.#hash !== undefined) this.#sums.set(this.#hash.digest(), this.#index * SUM_BYTES);
      this.#hash = undefined;
      this.#index++;
    }
  }

  #sumOf(file: number): Uint8Array {
    if (this.#tree.size[file] === 0) return this.#newHash().digest();
    const index = this.#indexOf(this.#tree.first[file]!);
    return this.#sums.subarray(index * SUM_BYTES, (index + 1) * SUM_BYTES);
  }

  /** Which of the files with content an entry is; they stand in the order of their blocks. */
  #indexOf(file: number): number {
    const { files, block } = this.#layout;
    let low = 0;
    let high = files.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (block[files[middle]!]! < block[file]!) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
