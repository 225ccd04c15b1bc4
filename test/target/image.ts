/**
 * The image that the target tests record.
 *
 * @module
 */

import { makeOurs } from "../support/ours.ts";
import { Random } from "../support/random.ts";
import type { TempFolder } from "../support/temp.ts";

/** Writes an image of a small tree and returns its path and its bytes. */
export async function makeImage(dir: TempFolder): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> }> {
  const tree = dir.make("tree");
  const random = new Random(3);
  await Deno.mkdir(`${tree}/photos`);
  for (const name of ["readme.txt", "photos/first.raw", "photos/second.raw"]) {
    await Deno.writeFile(`${tree}/${name}`, random.bytes(700_001));
  }
  const path = dir.at("image.iso");
  await makeOurs(tree, path, { rockRidge: true });
  return { path, bytes: await Deno.readFile(path) };
}

/** The blocks that a DVD+R recorder pads to: those of one ECC block. */
const ECC_BYTES = 16 * 2048;

/** An image as it stands on a DVD+R: with zeros up to the end of its last ECC block. */
export function onDvd(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil(bytes.length / ECC_BYTES) * ECC_BYTES);
  padded.set(bytes);
  return padded;
}
