/**
 * The bytes of a file in an image.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import type { RandomAccess } from "../random_access.ts";
import type { ImageEntry } from "./entry.ts";
import { imageError } from "./faults.ts";

/** Bytes of the longest chunk. */
export const CHUNK_SIZE = 1 << 20;

/** An entry that may say why it cannot be read. */
type Readable = ImageEntry & { readonly refusal?: string | undefined; readonly recordOffset?: number };

/** Throws when the content of an entry cannot be read: it is no file, or its extents are not inside the image. */
function checkReadable(image: RandomAccess, entry: Readable): void {
  if (entry.kind !== "file") throw new UsageError(`Cannot read ${entry.path}: it is a ${entry.kind}`);
  const offset = entry.recordOffset ?? entry.block * BLOCK_SIZE;
  const fail = (clause: string, finding: string) => {
    throw imageError(offset, "directory record", clause, `read ${entry.path}`, finding);
  };
  if (entry.refusal !== undefined) fail("ECMA-119 6.4.3", entry.refusal);
  let total = 0;
  for (const { block, size } of entry.extents) {
    total += size;
    if (block * BLOCK_SIZE + size > image.size) {
      fail("ECMA-119 9.1.3", `its ${size} bytes from block ${block} end outside the image`);
    }
  }
  if (total > image.size) {
    fail(
      "ECMA-119 9.1.4",
      `its ${entry.extents.length} extents claim ${total} bytes, more than the image has`,
    );
  }
}

/**
 * The content of a file, chunk by chunk.
 *
 * @param buffer gives the buffer for a chunk of so many bytes; may give the same one each time
 */
export function* readContent(
  image: RandomAccess,
  entry: Readable,
  buffer: (size: number) => Uint8Array<ArrayBuffer>,
): Generator<Uint8Array<ArrayBuffer>> {
  checkReadable(image, entry);
  for (const { block, size } of entry.extents) {
    for (let done = 0; done < size;) {
      const wanted = Math.min(CHUNK_SIZE, size - done);
      const chunk = buffer(wanted).subarray(0, wanted);
      const position = block * BLOCK_SIZE + done;
      const got = image.readAt(position, chunk);
      if (got < wanted) {
        throw imageError(
          position + got,
          "file",
          "ECMA-119 6.4.1",
          `read ${entry.path}`,
          "the image ends in the middle of it",
        );
      }
      yield chunk;
      done += wanted;
    }
  }
}

/** The content of a file as a stream; every chunk is the receiver's to keep. */
export function streamContent(image: RandomAccess, entry: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = readContent(image, entry, (size) => new Uint8Array(size));
  return new ReadableStream({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      chunks.return(undefined);
    },
  }, { highWaterMark: 0 });
}
