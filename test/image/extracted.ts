/**
 * What the tests of extraction share.
 *
 * @module
 */

import { extractImage, type ExtractOptions, type ExtractResult } from "../../lib/image/extract.ts";
import { openImage } from "../../lib/image/open.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { latin1, type Planted, tinyImage } from "./tiny_image.ts";

/** The content of most files. */
export const data: Uint8Array = latin1("content\n");
/** Whether the tests run as root. */
export const isRoot: boolean = Deno.build.os !== "windows" && Deno.uid() === 0;
/** Whether the C library can be used. */
export const onLinux: boolean = Deno.build.os === "linux";

/** A result with the sentences of its notices. */
export interface Extracted extends ExtractResult {
  readonly messages: string[];
}

/** Extracts an image from memory. */
export async function extract(bytes: Uint8Array, options: ExtractOptions): Promise<Extracted> {
  using image = await openImage(randomAccessOf(bytes));
  const messages: string[] = [];
  const result = await extractImage(image, {
    ...options,
    onNotice: (notice) => messages.push(notice.message),
  });
  return { ...result, messages };
}

/** Extracts an image made of these entries. */
export function plant(children: readonly Planted[], options: ExtractOptions): Promise<Extracted> {
  return extract(tinyImage(children), options);
}
