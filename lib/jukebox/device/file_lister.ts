/**
 * The files of a disc in portions, so that one with millions of them neither fills the memory nor keeps the
 * thread from answering. Images lie: entries are counted, and so are the steps from one file to the next.
 *
 * @module
 */

import type { Image, ImageEntry } from "../../image/open.ts";
import type { IndexedFile } from "../database/volumes.ts";
import { reasonOf } from "../../errors.ts";
import type { ListedFiles } from "./disc_tasks.ts";

/** Longer paths do not go into the index: no system opens them. */
const LONGEST_PATH = 4096;
/** Entries looked at for one portion, those that are no files among them. */
const MOST_STEPS = 20_000;
/** Characters of the paths of one portion: they are taken into the index at once. */
const MOST_CHARACTERS = 65_536;
/** Entries of one image: directories that hold each other in many ways would never end. */
const MOST_ENTRIES = 30_000_000;

/** Walks through one image. */
export class FileLister {
  readonly #walk: Iterator<ImageEntry>;
  #entries = 0;

  /** Nothing is read yet. */
  constructor(image: Image) {
    this.#walk = image.walk()[Symbol.iterator]();
  }

  /** The next files. */
  next(most: number): ListedFiles {
    const files: IndexedFile[] = [];
    let characters = 0;
    const isFull = () => files.length >= most || characters >= MOST_CHARACTERS;
    try {
      for (let steps = 0; !isFull() && steps < MOST_STEPS; steps++) {
        const { done, value } = this.#walk.next();
        if (done === true) return { files, done: true, trouble: undefined };
        if (++this.#entries > MOST_ENTRIES) {
          return { files, done: true, trouble: "there are too many entries" };
        }
        if (value.kind !== "file") continue;
        const { path, size } = value;
        if (path.length > LONGEST_PATH) continue;
        files.push({ path, size, modified: timeOf(value) });
        characters += path.length;
      }
    } catch (error) {
      // What was found before is true all the same.
      return { files, done: true, trouble: reasonOf(error) };
    }
    return { files, done: false, trouble: undefined };
  }
}

function timeOf({ mtime }: ImageEntry): string | null {
  if (mtime === undefined) return null;
  const date = new Date(mtime * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
