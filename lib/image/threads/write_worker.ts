/**
 * The writer thread: takes portions from the ring in order and has the kernel move large files.
 *
 * @module
 */

import { libc } from "../../../ffi/libc.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { Ring, type RingData } from "../../ring/ring.ts";
import { Checksums } from "../checksums.ts";
import { FileMover } from "./file_mover.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { FromWorker } from "./messages.ts";
import { Output, OutputError, type OutputKind } from "./output.ts";
import type { Run } from "./runs.ts";

/** What the writer is given. */
export interface WriterTask {
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

const scope = self as unknown as {
  onmessage: (event: MessageEvent<WriterTask>) => void;
  postMessage(message: FromWorker): void;
  close(): void;
};

scope.onmessage = async ({ data }) => {
  const ring = new Ring(data.ring);
  try {
    const checksums = await Checksums.of(data.layout);
    writeRuns(data, ring, checksums);
    scope.postMessage({ done: true });
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    scope.postMessage(error instanceof OutputError ? { failed, errno: error.errno } : { failed });
    ring.stop();
  }
  scope.close();
};

function writeRuns(task: WriterTask, ring: Ring, checksums: Checksums | undefined): void {
  const library = libc();
  if (library === null) throw new Error("libc is not to be had");
  const output = new Output(library, task.descriptor, task.kind);
  using mover = new FileMover(task.layout, output, task.kind, (notice) => scope.postMessage({ notice }));
  for (const run of task.runs) {
    if (run.entry >= 0) {
      mover.move(run.entry, run.to - run.from, ring);
    } else {
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
    ring.progress = run.to / BLOCK_SIZE;
  }
}
