/**
 * Files of a disc that are being read, several at a time.
 *
 * @module
 */

import type { Image } from "../../image/open.ts";
import { JukeboxError } from "../errors.ts";
import type { OpenedFile } from "./disc_tasks.ts";

/** So many at a time: whoever forgets to close them must not fill the memory. */
const MOST = 256;

/** The open files of one image. */
export class OpenFiles {
  readonly #image: Image;
  readonly #open = new Map<number, Iterator<Uint8Array<ArrayBuffer>>>();
  #last = 0;

  /** None is open. */
  constructor(image: Image) {
    this.#image = image;
  }

  /** Opens one. */
  open(path: string): OpenedFile {
    const entry = this.#image.find(path);
    if (entry === undefined) throw new JukeboxError("missing", `Cannot read ${path}: it is not on the disc`);
    if (entry.kind !== "file") throw new JukeboxError("usage", `Cannot read ${path}: it is a ${entry.kind}`);
    if (this.#open.size >= MOST) {
      throw new JukeboxError("load", `Cannot read ${path}: too many files of the disc are open`);
    }
    const file = ++this.#last;
    this.#open.set(file, this.#image.read(entry)[Symbol.iterator]());
    return { file, size: entry.size };
  }

  /** The next bytes; none at the end. */
  read(file: number): Uint8Array<ArrayBuffer> {
    const next = this.#open.get(file)?.next();
    // An empty answer would pass for the end of the file.
    if (next === undefined) throw new JukeboxError("state", "Cannot go on reading: the file was closed");
    if (next.done === true) return new Uint8Array(0);
    // The chunk is valid only until the next one is read.
    return next.value.slice();
  }

  /** Closes one. */
  close(file: number): void {
    this.#open.get(file)?.return?.();
    this.#open.delete(file);
  }
}
