/**
 * An image and virtual discs for tests of the commands that use drives.
 *
 * @module
 */

import { createVirtualDisc, type VirtualDiscOptions } from "../../lib/virtual/create.ts";
import { assertEquals } from "../support/assert.ts";
import { imageOf } from "../support/image_of.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";

/** A folder with an image `a.iso` of a small tree in it. */
export interface DiscFolder extends TempFolder {
  /** The image. */
  readonly image: Uint8Array<ArrayBuffer>;
  /** First block of `/large.bin`, which has 2 MiB. */
  readonly large: number;
  /** Makes a blank disc and returns the name of its drive. */
  disc(name: string, media?: string, drive?: VirtualDiscOptions["drive"]): string;
  /** Fails unless a disc begins with the image. */
  holdsImage(name: string): Promise<void>;
}

/** Makes such a folder: `using folder = await discFolder();`. */
export async function discFolder(): Promise<DiscFolder> {
  const folder = tempFolder();
  const source = folder.make("tree");
  folder.make("tree/reports");
  await Deno.writeTextFile(`${source}/reports/x.txt`, "figures\n");
  await Deno.writeFile(`${source}/large.bin`, new Uint8Array(2 << 20).map((_, i) => i * 7 + (i >> 11)));
  const { bytes, plan } = await imageOf({ source, rockRidge: true, volumeId: "TEST" });
  await Deno.writeFile(folder.at("a.iso"), bytes);
  const large = [...plan.list()].find(({ path }) => path === "/large.bin")!.extent;
  return {
    ...folder,
    image: bytes,
    large,
    disc(name, media = "bd-r", drive = {}) {
      createVirtualDisc(folder.at(name), { media, drive });
      return `virtual:${folder.at(name)}`;
    },
    async holdsImage(name) {
      assertEquals((await Deno.readFile(folder.at(name))).subarray(0, bytes.length), bytes);
    },
  };
}
