/**
 * The contents of the tree's files, exactly as long as the scan found them, whatever has become of them since.
 *
 * @module
 */

import { display } from "./display.ts";
import { hostFiles } from "./host.ts";
import { HostError, type HostFiles } from "./host_files.ts";
import type { Notice } from "./options.ts";
import type { SourceTree } from "./source_tree.ts";

const NONE = -1;
const SHORTER = "is shorter than it was when the tree was scanned; what is missing is filled with zeros";
const LONGER = "is longer than it was when the tree was scanned; what was added is left out";

/** Reads files; one directory and one file are kept open between calls. */
export class FileReader {
  readonly #tree: SourceTree;
  readonly #onNotice: (notice: Notice) => void;
  readonly #host: HostFiles = hostFiles();
  readonly #told = new Set<number>();
  readonly #byte = new Uint8Array(1);
  readonly #bytes = new Uint8Array(2);
  #folder = NONE;
  #folderEntry = NONE;
  #file = NONE;
  #fileEntry = NONE;
  #filePosition = 0;

  /** `onNotice` is told once of every file that has changed or cannot be read. */
  constructor(tree: SourceTree, onNotice: (notice: Notice) => void) {
    this.#tree = tree;
    this.#onNotice = onNotice;
  }

  /** Fills `into` with a file's bytes from `from` on, and with zeros behind its end. */
  read(entry: number, from: number, into: Uint8Array): void {
    const wanted = Math.max(0, Math.min(this.#tree.size[entry]! - from, into.length));
    if (wanted < into.length) into.fill(0, wanted);
    if (wanted === 0) return;
    try {
      const got = this.#tree.hasHoles(entry)
        ? this.#readAroundHoles(entry, from, into.subarray(0, wanted))
        : this.#readOn(entry, from, into, wanted);
      if (got < wanted) {
        into.fill(0, got);
        this.#tell(entry, SHORTER);
      }
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#closeFile();
      into.fill(0);
      this.#tell(
        entry,
        `cannot be read at byte ${from}: ${error.message}; what is missing is filled with zeros`,
      );
    }
  }

  /** The open file for a call of the kernel's, or `undefined` when it cannot be opened; `read` then tells why. */
  handle(entry: number): number | undefined {
    try {
      this.#open(entry);
      this.#filePosition = NONE;
      return this.#file;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#closeFile();
      return undefined;
    }
  }

  /** The first byte at or behind a place that is no hole; the place itself when that cannot be told. */
  nextData(entry: number, from: number): number {
    const file = this.handle(entry);
    return file === undefined ? from : this.#host.nextData(file, from);
  }

  /** Tells of a file that no longer has the length it had, when nobody has read up to its end. */
  checkLength(entry: number): void {
    try {
      this.#open(entry);
      const size = this.#tree.size[entry]!;
      this.#host.seek(this.#file, size - 1);
      this.#filePosition = NONE;
      const got = this.#host.read(this.#file, this.#bytes);
      if (got === 0) this.#tell(entry, SHORTER);
      if (got > 1) this.#tell(entry, LONGER);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#closeFile();
      this.#tell(entry, `cannot be read any more: ${error.message}; what was read of it before is kept`);
    }
  }

  /** Closes what is open. */
  close(): void {
    this.#closeFile();
    if (this.#folder !== NONE) this.#host.close(this.#folder);
    this.#folder = NONE;
    this.#folderEntry = NONE;
  }

  #readOn(entry: number, from: number, into: Uint8Array, wanted: number): number {
    this.#open(entry);
    if (from !== this.#filePosition) this.#host.seek(this.#file, from);
    const last = from + wanted === this.#tree.size[entry];
    // Asking for the rest of the block as well shows a file that grew, without a call of its own.
    let got = this.#host.read(this.#file, into);
    while (got > 0 && got < wanted) {
      const more = this.#host.read(this.#file, into.subarray(got));
      if (more === 0) break;
      got += more;
    }
    this.#filePosition = from + got;
    if (!last) return Math.min(got, wanted);
    const grew = wanted < into.length
      ? got > wanted
      : got === wanted && this.#host.read(this.#file, this.#byte) > 0;
    if (grew) {
      into.fill(0, wanted);
      this.#tell(entry, LONGER);
    }
    this.#closeFile();
    return Math.min(got, wanted);
  }

  /** Holes are not read: their zeros are written here (and not looked for again in what is known as data). */
  #readAroundHoles(entry: number, from: number, into: Uint8Array): number {
    this.#open(entry);
    const to = from + into.length;
    let at = from;
    while (at < to) {
      const data = Math.min(to, this.#host.nextData(this.#file, at));
      into.fill(0, at - from, data - from);
      if (data === to) break;
      const hole = Math.min(to, this.#host.nextHole(this.#file, data));
      this.#host.seek(this.#file, data);
      for (at = data; at < hole;) {
        const got = this.#host.read(this.#file, into.subarray(at - from, hole - from));
        if (got === 0) return at - from;
        at += got;
      }
    }
    this.#filePosition = NONE;
    if (to === this.#tree.size[entry]) {
      this.checkLength(entry);
      this.#closeFile();
    }
    return into.length;
  }

  #open(entry: number): void {
    if (this.#fileEntry === entry) return;
    this.#closeFile();
    const tree = this.#tree;
    const parent = tree.parent[entry]!;
    // What follows from a place of its own (a graft, a merged tree, a followed link) is opened by its path.
    if (tree.places.has(entry)) {
      this.#file = this.#host.open(tree.hostPath(entry), tree.followsLinks);
    } else {
      if (this.#folderEntry !== parent) {
        if (this.#folder !== NONE) this.#host.close(this.#folder);
        this.#folder = NONE;
        this.#folderEntry = NONE;
        this.#folder = this.#host.openDirectory(tree.hostPath(parent));
        this.#folderEntry = parent;
      }
      const at = tree.nameAt[entry]!;
      const name = tree.names.subarray(at, at + tree.nameLength[entry]! + 1);
      this.#file = this.#host.openIn(this.#folder, name, tree.followsLinks);
    }
    this.#fileEntry = entry;
    this.#filePosition = 0;
  }

  #closeFile(): void {
    if (this.#file !== NONE) this.#host.close(this.#file);
    this.#file = NONE;
    this.#fileEntry = NONE;
  }

  #tell(entry: number, what: string): void {
    if (this.#told.has(entry)) return;
    this.#told.add(entry);
    const path = display(this.#tree.path(entry));
    this.#onNotice({ kind: "changed", path, message: `${path} ${what}` });
  }
}
