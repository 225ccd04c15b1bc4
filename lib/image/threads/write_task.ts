/**
 * The writer's task: takes portions from the ring in order and has the kernel move large files.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import { DiscglowError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { Ring, type RingData } from "../../ring/ring.ts";
import { Checksums } from "../checksums.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { Notice } from "../options.ts";
import { FileMover } from "./file_mover.ts";
import { Output, type OutputKind } from "./output.ts";
import type { Run } from "./runs.ts";

/** What the writer is given. */
export interface WriteTask {
  /** Tells tasks apart. */
  readonly task: "write";
  /** The image. */
  readonly layout: ImageLayout;
  /** Where portions come from. */
  readonly ring: RingData;
  /** How the image is cut. */
  readonly runs: readonly Run[];
  /** The open descriptor to write to. */
  readonly descriptor: number;
  /** What that is. */
  readonly kind: OutputKind;
}

/** Writes all runs, or as many as it can before the ring is stopped. */
export async function runWriteTask(task: WriteTask, onNotice: (notice: Notice) => void): Promise<void> {
  const library = libc();
  if (library === null) throw new DiscglowError("Cannot write by threads: libc is not to be had");
  const ring = new Ring(task.ring);
  const checksums = await Checksums.of(task.layout);
  const output = new Output(library, task.descriptor, task.kind, () => ring.stopped);
  using mover = new FileMover(task.layout, output, task.kind, onNotice);
  for (const run of task.runs) {
    if (run.entry >= 0) mover.move(run.entry, run.to - run.from, ring);
    else writePortions(run, ring, output, checksums);
    if (ring.stopped) return;
    ring.progress = run.to / BLOCK_SIZE;
  }
}

function writePortions(run: Run, ring: Ring, output: Output, checksums: Checksums | undefined): void {
  let fill = run.firstFill;
  for (let at = run.from; at < run.to; fill++) {
    const portion = ring.take(fill);
    if (portion === undefined) return;
    checksums?.pass(at, portion);
    output.write(portion);
    at += portion.length;
    ring.release(fill);
    ring.progress = at / BLOCK_SIZE;
  }
}
