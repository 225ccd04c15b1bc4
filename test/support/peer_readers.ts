/**
 * Images read by peers.
 *
 * @module
 */

import { mustRun } from "./peers.ts";

/** Which tree of an image is read. */
export type ImageTree = "rr" | "joliet" | "plain";

/** Peers that extract whole images. */
export type Extractor = "xorriso" | "bsdtar" | "7z";

/** Extracts an image into an empty folder. */
export function extractWith(extractor: Extractor, image: string, into: string, tree: ImageTree): void {
  switch (extractor) {
    case "xorriso": {
      const read = { rr: "any", joliet: "norock", plain: "ecma119" }[tree];
      const words = ["-no_rc", "-read_fs", read, "-hardlinks", "on", "-osirrox", "on:device_files"];
      mustRun("xorriso", [...words, "-indev", image, "-extract", "/", into]);
      break;
    }
    case "bsdtar": {
      const read =
        { rr: "!joliet,rockridge", joliet: "joliet,!rockridge", plain: "!joliet,!rockridge" }[tree];
      mustRun("bsdtar", ["-xpSf", image, "--options", read, "-C", into]);
      break;
    }
    case "7z":
      mustRun("7z", ["x", "-y", "-snl", `-o${into}`, image]);
  }
}
