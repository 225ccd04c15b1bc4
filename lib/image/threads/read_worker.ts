/**
 * A reader thread: makes portions of the image and hands them over in the ring.
 *
 * @module
 */

import { Ring, type RingData } from "../../ring/ring.ts";
import { ImageBytes } from "../image_bytes.ts";
import type { ImageLayout } from "../layout/layout.ts";
import type { FromWorker } from "./messages.ts";
import { Portions, type Run } from "./runs.ts";

/** What a reader is given. */
export interface ReaderTask {
  /** The image. */
  readonly layout: ImageLayout;
  /** Where portions go. */
  readonly ring: RingData;
  /** How the image is cut. */
  readonly runs: readonly Run[];
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ReaderTask>) => void;
  postMessage(message: FromWorker): void;
  close(): void;
};

scope.onmessage = ({ data }) => {
  const ring = new Ring(data.ring);
  try {
    const portions = new Portions(data.runs, data.ring.slotBytes);
    using bytes = new ImageBytes(data.layout, (notice) => scope.postMessage({ notice }));
    for (;;) {
      const fill = ring.claim();
      const portion = portions.at(fill);
      if (portion === undefined) break;
      const slot = ring.slot(fill);
      if (slot === undefined) break;
      bytes.read(portion.from, slot.subarray(0, portion.to - portion.from));
      ring.publish(fill, portion.to - portion.from);
    }
    scope.postMessage({ done: true });
  } catch (error) {
    scope.postMessage({ failed: error instanceof Error ? error.message : String(error) });
    ring.stop();
  }
  scope.close();
};
