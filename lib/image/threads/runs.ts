/**
 * How an image is cut for its way out: runs that go through the ring in portions, and files that the kernel
 * moves by itself.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { type ImageLayout, LARGE_FILE } from "../layout/layout.ts";
import type { OutputKind } from "./output.ts";

/** A stretch of the image. */
export interface Run {
  /** Byte offset of its first byte. */
  readonly from: number;
  /** Byte offset behind its last byte. */
  readonly to: number;
  /** The file that the kernel moves, or -1 when it goes through the ring. */
  readonly entry: number;
  /** Number of its first portion in the ring. */
  readonly firstFill: number;
}

/** Kernels share blocks of 4096 bytes; what is left of a file goes through the ring. */
const SHARED_BLOCK = 4096;

/** Cuts an image for an output. */
export function runsOf(layout: ImageLayout, output: OutputKind, portionBytes: number): Run[] {
  const runs: Run[] = [];
  const { size, detail2 } = layout.tree;
  let at = 0;
  let fill = 0;
  const ringRun = (to: number) => {
    if (to === at) return;
    runs.push({ from: at, to, entry: -1, firstFill: fill });
    fill += Math.ceil((to - at) / portionBytes);
    at = to;
  };
  // Checksums want to see every byte.
  if (output !== "other" && layout.checksumFile < 0) {
    for (const entry of layout.files) {
      const bytes = size[entry]!;
      const sparse = detail2[entry] === 1;
      // A pipe cannot have holes, and a copy by the kernel pays off only where it shares blocks.
      const moved = output === "sharing" || sparse === (output === "file");
      if (bytes < LARGE_FILE || !moved || layout.patched.has(entry)) continue;
      ringRun(layout.block[entry]! * BLOCK_SIZE);
      const to = at + bytes - bytes % SHARED_BLOCK;
      runs.push({ from: at, to, entry, firstFill: fill });
      at = to;
    }
  }
  ringRun(layout.blocks * BLOCK_SIZE);
  return runs;
}

/** Finds the stretch that a portion covers; portions are asked for in ascending order. */
export class Portions {
  readonly #runs: readonly Run[];
  readonly #portionBytes: number;
  #run = 0;

  /** `runs` as cut by {@linkcode runsOf} with the same size of portions. */
  constructor(runs: readonly Run[], portionBytes: number) {
    this.#runs = runs.filter((run) => run.entry < 0);
    this.#portionBytes = portionBytes;
  }

  /** The stretch of a portion, or `undefined` behind the last. */
  at(fill: number): { from: number; to: number } | undefined {
    while (this.#run + 1 < this.#runs.length && this.#runs[this.#run + 1]!.firstFill <= fill) this.#run++;
    const run = this.#runs[this.#run];
    if (run === undefined) return undefined;
    const from = run.from + (fill - run.firstFill) * this.#portionBytes;
    return from < run.to ? { from, to: Math.min(run.to, from + this.#portionBytes) } : undefined;
  }
}
