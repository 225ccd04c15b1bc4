/**
 * A reader's task: makes portions of the image and hands them over in the ring.
 *
 * @module
 */

import { Ring, type RingData } from "../../ring/ring.ts";
import { ImageBytes } from "../image_bytes.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { Notice } from "../options.ts";
import { Portions, type Run } from "./runs.ts";

/** What a reader is given. */
export interface ReadTask {
  /** Tells tasks apart. */
  readonly task: "read";
  /** The image. */
  readonly layout: ImageLayout;
  /** Where portions go. */
  readonly ring: RingData;
  /** How the image is cut. */
  readonly runs: readonly Run[];
}

/** Reads until there is no portion left or the ring is stopped. */
export function runReadTask(task: ReadTask, onNotice: (notice: Notice) => void): void {
  const ring = new Ring(task.ring);
  const portions = new Portions(task.runs, task.ring.slotBytes);
  using bytes = new ImageBytes(task.layout, onNotice);
  for (;;) {
    const fill = ring.claim();
    const portion = portions.at(fill);
    if (portion === undefined) return;
    const slot = ring.slot(fill);
    if (slot === undefined) return;
    bytes.read(portion.from, slot.subarray(0, portion.to - portion.from));
    ring.publish(fill, portion.to - portion.from);
  }
}
