/**
 * One comparison of an image with a scanned tree, directory by directory.
 *
 * @module
 */

import { DiscglowError, ImageError, StoppedError } from "../../errors.ts";
import { CHECKSUM_FILE } from "../checksum_file.ts";
import { HostError } from "../host_files.ts";
import { DEEPEST } from "../layout/relocation.ts";
import type { Image, ImageEntry } from "../open.ts";
import type { ScanOptions } from "../options.ts";
import { linkKey } from "../reading/hard_links.ts";
import { displayName, packBytes } from "../reading/names.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";
import { Turns } from "../turns.ts";
import { attributeDifferences, differs } from "./attributes.ts";
import { checkChecksums } from "./checksums.ts";
import { Contents } from "./contents.ts";
import type { Differences } from "./differences.ts";
import { NamedChildren, recordedNames } from "./names.ts";

interface Pair {
  readonly entry: ImageEntry;
  readonly index: number;
  readonly level: number;
}

/** Compares one image with one tree. */
export class Comparison {
  readonly #image: Image;
  readonly #tree: SourceTree;
  readonly #turns: Turns;
  readonly #differences: Differences;
  readonly #contents: Contents;
  /** For each file of the source with several names: the first of them, and its entry in the image. */
  readonly #groups = new Map<number, { path: string; key: string | undefined; places: string }>();
  /** The file of the source that each file of the image with several names is. */
  readonly #sources = new Map<string, number>();
  readonly #waiting: Pair[] = [];
  #compared = 0;
  #bytes = 0;

  constructor(image: Image, tree: SourceTree, options: ScanOptions, differences: Differences) {
    this.#image = image;
    this.#tree = tree;
    this.#turns = new Turns(options.signal, "Cannot compare everything: stopped before the end");
    this.#differences = differences;
    this.#contents = new Contents(image, tree, options.followLinks ?? false);
  }

  /** Compares everything. */
  async run(): Promise<{ compared: number; bytes: number }> {
    using _contents = this.#contents;
    const root = this.#image.root;
    this.#compared++;
    this.#compareAttributes(root, ROOT);
    this.#waiting.push({ entry: root, index: ROOT, level: 1 });
    for (let pair = this.#waiting.pop(); pair !== undefined; pair = this.#waiting.pop()) {
      await this.#compareDirectory(pair);
    }
    return { compared: this.#compared, bytes: this.#bytes };
  }

  async #compareDirectory({ entry: directory, index: parent, level }: Pair): Promise<void> {
    const children = this.#children(directory);
    if (children === undefined) return;
    const { members, names, standIns } = recordedNames(this.#image, this.#tree, parent, children);
    const below: Pair[] = [];
    for (let i = 0; i < members.length; i++) {
      await this.#turns.next();
      const index = members[i]!;
      const isDirectory = this.#tree.isDirectory(index);
      const entry = children.find(names[i]!, isDirectory);
      this.#compared++;
      if (entry === undefined) {
        const path = `${directory.path === "/" ? "" : directory.path}/${displayName(names[i]!)}`;
        this.#differences.add(path, "missing in the image");
        continue;
      }
      children.remove(entry);
      if (await this.#compareEntry(entry, index, level + 1)) below.push({ entry, index, level: level + 1 });
    }
    for (const entry of children.rest()) {
      const standsIn = entry.kind === "file" && entry.size === 0 && standIns.has(packBytes(entry.name));
      if (!standsIn) await this.#extra(entry);
    }
    this.#waiting.push(...below.reverse());
  }

  /** Compares an entry with its source; returns whether its children are to be compared too. */
  async #compareEntry(entry: ImageEntry, index: number, level: number): Promise<boolean> {
    const tree = this.#tree;
    const kind = tree.kind(index);
    if (entry.kind !== kind && !this.#standsFor(entry, index, level)) {
      this.#differences.add(entry.path, differs("kind", entry.kind, kind));
      return false;
    }
    this.#compareAttributes(entry, index);
    if (entry.kind === "file" && kind === "file") await this.#compareFile(entry, index);
    if (kind !== "directory") this.#compareLinks(entry, index);
    return entry.kind === "directory";
  }

  /** Whether an empty file of a plain tree stands for something that only Rock Ridge can hold. */
  #standsFor(entry: ImageEntry, index: number, level: number): boolean {
    if (this.#image.tree !== "plain" || !this.#image.trees.includes("rock-ridge")) return false;
    if (entry.kind !== "file" || entry.size > 0) return false;
    return !this.#tree.isDirectory(index) || level > DEEPEST;
  }

  #compareAttributes(entry: ImageEntry, index: number): void {
    for (const what of attributeDifferences(entry, this.#tree, index)) {
      this.#differences.add(entry.path, what);
    }
  }

  async #compareFile(entry: ImageEntry, index: number): Promise<void> {
    const size = this.#tree.size[index]!;
    if (entry.size !== size) {
      this.#differences.add(entry.path, differs("size", entry.size, size));
      return;
    }
    const places = entry.extents.map(({ block, size }) => `${block}+${size}`).join(" ");
    const group = this.#groups.get(this.#tree.first[index]!);
    if (group !== undefined && group.places === places) return;
    try {
      const what = await this.#contents.compare(entry, index, () => this.#turns.next());
      if (what !== undefined) this.#differences.add(entry.path, what);
      this.#bytes += size;
    } catch (error) {
      if (error instanceof HostError) {
        this.#differences.add(entry.path, `cannot be read in the source: ${error.message}`);
      } else if (error instanceof DiscglowError && !(error instanceof StoppedError)) {
        this.#differences.add(entry.path, error.message);
      } else {
        throw error;
      }
    }
  }

  #compareLinks(entry: ImageEntry, index: number): void {
    const tree = this.#tree;
    const first = tree.first[index]!;
    if (tree.links[index]! < 2 && entry.links < 2) return;
    const key = linkKey(entry);
    const group = this.#groups.get(first);
    if (group === undefined) {
      const places = entry.extents.map(({ block, size }) => `${block}+${size}`).join(" ");
      this.#groups.set(first, { path: entry.path, key, places });
    } else if ((key === undefined || group.key !== key) && this.#tellsLinks(entry)) {
      this.#differences.add(entry.path, `the same file as ${group.path} in the source, not in the image`);
    }
    if (key === undefined) return;
    const source = this.#sources.get(key);
    if (source === undefined) this.#sources.set(key, first);
    else if (source !== first) {
      const path = this.#groups.get(source)?.path ?? "another";
      this.#differences.add(entry.path, `the same file as ${path} in the image, not in the source`);
    }
  }

  /** Whether the image could say that the entry is one file with another; empty ones without a number cannot. */
  #tellsLinks(entry: ImageEntry): boolean {
    return entry.posix && (entry.serial !== undefined || entry.extents.length > 0);
  }

  async #extra(entry: ImageEntry): Promise<void> {
    const inRoot = entry.parent === this.#image.root;
    if (inRoot && entry.kind === "file" && entry.path === `/${CHECKSUM_FILE}`) {
      await checkChecksums(this.#image, entry, this.#differences, () => this.#turns.next());
      return;
    }
    const plainWithMoved = this.#image.tree === "plain" && this.#image.trees.includes("rock-ridge");
    // Another end follows where the source has a directory of that name.
    if (inRoot && plainWithMoved && entry.kind === "directory" && /^\/RR_MOVE[D0]\d*$/.test(entry.path)) {
      return;
    }
    // Under its plain name the list cannot be told from what it lists: its lines have the names of the source.
    const plainFile = this.#image.tree === "plain" && entry.kind === "file";
    if (inRoot && plainFile && /^\/SHA25\w*\.TXT$/.test(entry.path)) return;
    this.#differences.add(entry.path, "not in the source");
  }

  #children(directory: ImageEntry): NamedChildren | undefined {
    try {
      return new NamedChildren(this.#image.children(directory));
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      this.#differences.add(directory.path, error.message);
      return undefined;
    }
  }
}
