/**
 * What an entry is, in an image and in its source.
 *
 * @module
 */

import { recordDateHolds } from "../../iso9660/dates.ts";
import { display } from "../display.ts";
import type { ImageEntry } from "../open.ts";
import type { SourceTree } from "../source_tree.ts";

/** Everything of one entry that differs, but its content and its hard links. */
export function* attributeDifferences(
  entry: ImageEntry,
  tree: SourceTree,
  index: number,
): Generator<string> {
  const kind = tree.kind(index);
  if (entry.posix) {
    const mode = tree.mode[index]! & 0o7777;
    // The mode of a symbolic link means nothing, and programs record different ones.
    if (kind !== "symlink" && entry.mode !== mode) {
      yield differs("mode", octal(entry.mode), octal(mode));
    }
    if (entry.uid !== tree.uid[index]) yield differs("owner", entry.uid, tree.uid[index]!);
    if (entry.gid !== tree.gid[index]) yield differs("group", entry.gid, tree.gid[index]!);
  }
  const mtime = Math.floor(tree.mtime[index]!);
  if (entry.mtime !== undefined && recordDateHolds(mtime) && Math.floor(entry.mtime) !== mtime) {
    yield differs("time", timeText(entry.mtime), timeText(mtime));
  }
  if (entry.target !== undefined && kind === "symlink") {
    const [inImage, inSource] = [display(entry.target), display(tree.target(index))];
    if (inImage !== inSource) yield differs("link target", inImage, inSource);
  }
  if (entry.device !== undefined && (kind === "block" || kind === "character")) {
    const inImage = `${entry.device.major}:${entry.device.minor}`;
    const inSource = `${tree.detail[index]}:${tree.detail2[index]}`;
    if (inImage !== inSource) yield differs("device", inImage, inSource);
  }
}

/** `mode 0644 in the image, 0755 in the source`. */
export function differs(what: string, inImage: string | number, inSource: string | number): string {
  return `${what} ${inImage} in the image, ${inSource} in the source`;
}

function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, "0")}`;
}

function timeText(seconds: number): string {
  const date = new Date(Math.floor(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().replace(".000", "");
}
