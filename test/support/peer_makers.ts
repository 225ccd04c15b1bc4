/**
 * Images made by peers.
 *
 * @module
 */

import { mustRun } from "./peers.ts";

/** What an image made by a peer is to have besides its plain tree. */
export interface Formats {
  readonly rockRidge: boolean;
  readonly joliet: boolean;
}

/** Peers that make images. */
export type Maker = "genisoimage" | "xorriso" | "bsdtar";

/** Makes an image of the tree below a folder. */
export function makeImage(maker: Maker, root: string, image: string, formats: Formats): void {
  switch (maker) {
    case "genisoimage":
      mustRun("genisoimage", [...mkisofsWords(formats), "-o", image, root]);
      break;
    case "xorriso":
      mustRun("xorriso", [
        "-no_rc",
        ...["-as", "mkisofs", "--hardlinks", ...mkisofsWords(formats), "-o", image, root],
      ]);
      break;
    case "bsdtar": {
      const options = [`${formats.rockRidge ? "" : "!"}rockridge`, `${formats.joliet ? "" : "!"}joliet`];
      const words = ["--format", "iso9660", "--options", options.join(",")];
      mustRun("bsdtar", ["-c", "-f", image, ...words, "-C", root, "."]);
    }
  }
}

function mkisofsWords(formats: Formats): string[] {
  const words = ["-quiet", "-V", "PEER", "-iso-level", "3"];
  if (formats.rockRidge) words.push("-R");
  if (formats.joliet) words.push("-J", "-joliet-long");
  return words;
}
