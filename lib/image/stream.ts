/**
 * layout → `ReadableStream`: a small image is made by the caller's thread, a large one by reader threads.
 *
 * @module
 */

import { DiscglowError, StoppedError } from "../errors.ts";
import { BLOCK_SIZE } from "../iso9660/block.ts";
import { Checksums } from "./checksums.ts";
import { ImageBytes } from "./image_bytes.ts";
import type { ImageLayout } from "./layout/layout.ts";
import type { Notice } from "./options.ts";
import { Crew } from "./threads/crew.ts";
import { ThreadPool } from "./threads/pool.ts";
import { newRing, PORTION_BYTES, startReaders, WORTH_THREADS } from "./threads/readers.ts";
import { runsOf } from "./threads/runs.ts";

/** Options of an image's stream. */
export interface StreamOptions {
  /** Told of every file that is not what it was when the tree was scanned. @default the one given to `planImage` */
  readonly onNotice?: (notice: Notice) => void;
  /** Ends the stream with `StoppedError`. */
  readonly signal?: AbortSignal;
}

type Chunk = Uint8Array<ArrayBuffer>;

/** Gives the image piece by piece, in order. */
interface Source {
  /** The next bytes. */
  next(position: number, length: number): Promise<Chunk>;
  /** Lets go of everything, before the end or at it. */
  end(): Promise<void>;
}

/** The image as a stream of chunks of up to 256 KiB, made as they are asked for. */
export function imageStream(layout: ImageLayout, options: StreamOptions): ReadableStream<Chunk> {
  const size = layout.blocks * BLOCK_SIZE;
  const onNotice = options.onNotice ?? (() => {});
  let checksums: Checksums | undefined;
  let source: Source | undefined;
  let position = 0;
  const { signal } = options;
  let onAbort = () => {};
  const end = async () => {
    signal?.removeEventListener("abort", onAbort);
    await source?.end();
  };
  return new ReadableStream<Chunk>({
    start(controller) {
      onAbort = () => {
        controller.error(stopped());
        void end();
      };
      signal?.addEventListener("abort", onAbort);
    },
    async pull(controller) {
      try {
        if (source === undefined) {
          if (signal?.aborted) throw stopped();
          checksums = await Checksums.of(layout);
          source = size < WORTH_THREADS ? ownThread(layout, onNotice) : readerThreads(layout, onNotice);
        }
        const chunk = await source.next(position, Math.min(PORTION_BYTES, size - position));
        if (signal?.aborted) throw stopped();
        checksums?.pass(position, chunk);
        position += chunk.length;
        controller.enqueue(chunk);
      } catch (error) {
        await end();
        throw error;
      }
      if (position < size) return;
      await end();
      controller.close();
    },
    cancel: end,
  }, { highWaterMark: 0 });
}

function stopped(): StoppedError {
  return new StoppedError("Stopped while making the image");
}

function ownThread(layout: ImageLayout, onNotice: (notice: Notice) => void): Source {
  const bytes = new ImageBytes(layout, onNotice);
  return {
    next(position, length) {
      const chunk = new Uint8Array(length);
      bytes.read(position, chunk);
      return Promise.resolve(chunk);
    },
    end() {
      bytes[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

function readerThreads(layout: ImageLayout, onNotice: (notice: Notice) => void): Source {
  const ring = newRing();
  const pool = new ThreadPool();
  const crew = new Crew(pool, ring, onNotice);
  startReaders(crew, ring, layout, runsOf(layout, "other", PORTION_BYTES));
  let fill = 0;
  return {
    async next() {
      const portion = await ring.takeLater(fill);
      if (portion === undefined) {
        // The ring stops before the thread's own words arrive.
        await crew.dismiss();
        throw failed(crew.failure);
      }
      const chunk = new Uint8Array(portion);
      ring.release(fill++);
      return chunk;
    },
    async end() {
      await crew.dismiss();
      pool[Symbol.dispose]();
    },
  };
}

function failed(failure: Error | undefined): DiscglowError {
  const why = failure?.message ?? "its reader threads have ended";
  return new DiscglowError(`Cannot make the image: ${why}`, { cause: failure });
}
