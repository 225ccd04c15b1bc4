/**
 * How much is recorded of a source.
 *
 * @module
 */

import type { SourceFound } from "../threads/reader_tasks.ts";

/** Bytes to record, and what the user should know of that. */
export interface Length {
  /** `undefined` for a source that ends when it ends. */
  readonly bytes: number | undefined;
  /** It differs from what one might expect. */
  readonly notice: string | undefined;
}

/**
 * Decides. What the user says comes first; then the source's own length; a partition may be larger than the image
 * that stands in it, and a pipe has only what its first bytes tell.
 *
 * @param size what the user says
 * @param imageBytes how long an image is, from its first bytes
 */
export function lengthOf(
  source: Pick<SourceFound, "name" | "kind" | "bytes" | "head">,
  size: number | undefined,
  imageBytes: ((head: Uint8Array) => number | undefined) | undefined,
): Length {
  const { name, kind, bytes, head } = source;
  if (size !== undefined) return { bytes: size, notice: undefined };
  const image = imageBytes?.(head);
  if (bytes === undefined) return { bytes: image, notice: undefined };
  if (image !== undefined && image > bytes) {
    return { bytes, notice: `${name} ends after ${bytes} of the ${image} bytes of the image in it` };
  }
  if (kind !== "device" || image === undefined || image === bytes) return { bytes, notice: undefined };
  return {
    bytes: image,
    notice: `${name} holds an image of ${image} bytes: what stands behind it is left out`,
  };
}
