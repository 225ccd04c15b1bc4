/**
 * SHA-256 of files of an image, each read once.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { Context } from "./context.ts";

/** A run of blocks that holds a file or a part of it. */
export interface Extent {
  /** First block. */
  readonly start: number;
  /** Bytes. */
  readonly size: number;
}

/** Bytes that are read and hashed at once. */
const CHUNK = 1 << 20;

/** Computes digests, and remembers them. */
export class Digests {
  readonly #context: Context;
  readonly #known = new Map<string, string>();
  /** Bytes that may still be read: files that overlap must not cost more than the image holds. */
  #budget: number;

  /** Makes a memory of no digests yet. */
  constructor(context: Context) {
    this.#context = context;
    this.#budget = 2 * context.image.size;
  }

  /** The digest of a file in hexadecimal digits, or `undefined` when too much would be read. */
  async of(extents: readonly Extent[]): Promise<string | undefined> {
    const key = extents.map(({ start, size }) => `${start}+${size}`).join(" ");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#budget -= bytesOf(extents);
    if (this.#budget < 0) return undefined;
    const { createHash } = await import("node:crypto");
    const hash = createHash("sha256");
    for await (const chunk of chunksOf(this.#context, extents, CHUNK)) hash.update(chunk);
    const digest = hash.digest("hex");
    this.#known.set(key, digest);
    return digest;
  }
}

/** The bytes of a file, as far as the image holds them; each chunk is valid until the next. */
export async function* chunksOf(
  context: Context,
  extents: readonly Extent[],
  most: number,
): AsyncGenerator<Uint8Array> {
  const { image } = context;
  const buffer = new Uint8Array(Math.min(most, image.size));
  for (const { start, size } of extents) {
    for (let done = 0; done < size;) {
      await context.pause();
      const got = image.readAt(start * BLOCK_SIZE + done, buffer.subarray(0, Math.min(size - done, most)));
      if (got <= 0) return;
      yield buffer.subarray(0, got);
      done += got;
    }
  }
}

/** Bytes of a file. */
export function bytesOf(extents: readonly Extent[]): number {
  return extents.reduce((bytes, { size }) => bytes + size, 0);
}
