/**
 * Large files on their way from the source to the output, without a copy of ours where the kernel can do it.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { Ring } from "../../ring/ring.ts";
import { FileReader } from "../file_reader.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { Notice } from "../options.ts";
import { SourceTree } from "../source_tree.ts";
import type { Output, OutputKind } from "./output.ts";

/** The kernel is asked for this much at a time, so that a stop is noticed, in bytes; a pipe may be slow. */
const STEP = 32 << 20;
const PIPE_STEP = 1 << 20;
const COPY_BYTES = 1 << 20;
const LAST_BYTES = 4096;

/** Moves files; what cannot be read becomes zeros and is told. */
export class FileMover implements Disposable {
  readonly #tree: SourceTree;
  readonly #output: Output;
  readonly #kind: OutputKind;
  readonly #reader: FileReader;
  #buffer: Uint8Array | undefined;
  #block: Uint32Array;

  /** `kind` is what the output is. */
  constructor(layout: ImageLayout, output: Output, kind: OutputKind, onNotice: (notice: Notice) => void) {
    this.#tree = SourceTree.of(layout.tree);
    this.#output = output;
    this.#kind = kind;
    this.#reader = new FileReader(this.#tree, onNotice);
    this.#block = layout.block;
  }

  /** Moves the first `length` bytes of a file. */
  move(entry: number, length: number, ring: Ring): void {
    const from = this.#block[entry]!;
    const sparse = this.#tree.hasHoles(entry) && this.#kind !== "pipe";
    const step = this.#kind === "pipe" ? PIPE_STEP : STEP;
    let kernel = this.#kind === "pipe" || this.#kind === "sharing";
    for (let at = 0; at < length && !ring.stopped;) {
      const part = Math.min(step, length - at);
      if (sparse) {
        at += this.#moveSparse(entry, at, length);
      } else if (kernel) {
        const { moved, refused } = this.#moveByKernel(entry, at, part);
        at += moved;
        if (refused || moved === 0) kernel = false;
      } else {
        at += this.#copy(entry, at, part);
      }
      ring.progress = from + Math.floor(at / BLOCK_SIZE);
    }
    // Otherwise whoever reads the rest sees it.
    if (length === this.#tree.size[entry]! && !ring.stopped) this.#reader.checkLength(entry);
  }

  /** Closes what is open. */
  [Symbol.dispose](): void {
    this.#reader.close();
  }

  #moveByKernel(entry: number, at: number, length: number): { moved: number; refused: boolean } {
    const file = this.#reader.handle(entry);
    if (file === undefined) return { moved: 0, refused: true };
    return this.#output.move(file, at, length, this.#kind);
  }

  /** Leaves a hole, or copies; the last bytes are always written, as a file does not end in a hole by itself. */
  #moveSparse(entry: number, at: number, length: number): number {
    const data = Math.min(this.#reader.nextData(entry, at), length - LAST_BYTES);
    if (data <= at) return this.#copy(entry, at, length - at);
    this.#output.skip(data - at);
    return data - at;
  }

  #copy(entry: number, at: number, length: number): number {
    this.#buffer ??= new Uint8Array(COPY_BYTES);
    const part = this.#buffer.subarray(0, Math.min(length, COPY_BYTES));
    this.#reader.read(entry, at, part);
    this.#output.write(part);
    return part.length;
  }
}
