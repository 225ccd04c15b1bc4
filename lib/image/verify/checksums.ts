/**
 * The list of checksums that discglow writes: each line against the content of its file in the same image.
 *
 * @module
 */

import { DiscglowError, StoppedError } from "../../errors.ts";
import { CHECKSUM_FILE, parseChecksumLine } from "../checksum_file.ts";
import type { Image, ImageEntry } from "../open.ts";
import { displayName, packBytes, unpackBytes } from "../reading/names.ts";
import type { Differences } from "./differences.ts";

/** Longer lists are not read, in bytes. */
const MAX_LIST = 1 << 30;
/** A longer line cannot be a checksum and a path. */
const MAX_LINE = 1 << 20;

/**
 * Compares every line of a list with the image.
 *
 * @param pause called now and then, so that others get their turn
 */
export async function checkChecksums(
  image: Image,
  list: ImageEntry,
  differences: Differences,
  pause: () => Promise<void>,
): Promise<void> {
  const { createHash } = await import("node:crypto");
  // Names of the same bytes may be listed again and again by a hostile image.
  let budget = 2 * image.size;
  for (const line of linesOf(image, list)) {
    const listed = parseChecksumLine(line);
    if (listed === undefined) {
      if (line !== "") {
        differences.add(list.path, `holds a line that is no checksum: ${displayName(line.slice(0, 80))}`);
      }
      continue;
    }
    const entry = image.find(unpackBytes(listed.path));
    if (entry === undefined || entry.kind !== "file") {
      // Other trees hold other names than the list.
      if (image.tree === "rock-ridge") {
        differences.add(`/${displayName(listed.path)}`, `listed in ${CHECKSUM_FILE}, missing in the image`);
      }
      continue;
    }
    budget -= entry.size;
    if (budget < 0) {
      differences.add(list.path, "names more bytes than the image has; the rest was not read");
      return;
    }
    try {
      const hash = createHash("sha256");
      for (const chunk of image.read(entry)) {
        hash.update(chunk);
        await pause();
      }
      if (hash.digest("hex") !== listed.digest) {
        differences.add(entry.path, `its content has not the checksum that ${CHECKSUM_FILE} tells`);
      }
    } catch (error) {
      if (!(error instanceof DiscglowError) || error instanceof StoppedError) throw error;
      differences.add(entry.path, error.message);
    }
  }
}

/** Lines as packed strings, without what ends them. */
function* linesOf(image: Image, list: ImageEntry): Generator<string> {
  if (list.size > MAX_LIST) return;
  let rest = "";
  // Files are read between two lines, and a chunk is valid until the next read only: so these are copies.
  for (const chunk of image.read(list)) {
    const lines = (rest + packBytes(chunk)).split("\n");
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > MAX_LINE) return yield rest;
  }
  yield rest;
}
