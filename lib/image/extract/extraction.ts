/**
 * One extraction: directories, files and nodes first, then symbolic links, then the attributes of directories.
 *
 * @module
 */

import { DiscglowError, StoppedError } from "../../errors.ts";
import { libc } from "../../../ffi/libc.ts";
import { displayAll } from "../display.ts";
import type { ExtractOptions, ExtractResult } from "../extract.ts";
import type { Image } from "../open.ts";
import type { ImageEntry } from "../reading/entry.ts";
import { linkKey } from "../reading/hard_links.ts";
import { Turns } from "../turns.ts";
import { dataRuns } from "./holes.ts";
import { leadsOut } from "./links.ts";
import { entriesAt, withAllBelow } from "./selection.ts";
import { type Attributes, type Target, TargetError } from "./target.ts";

/** Zeros in shorter files are written. */
const SPARSE_FROM = 1 << 16;

/** Extracts one image once. */
export class Extraction {
  readonly #image: Image;
  readonly #options: ExtractOptions;
  readonly #owner: boolean;
  /** The first entry of each file with several names. */
  readonly #firsts = new Map<string, ImageEntry>();
  readonly #symlinks: ImageEntry[] = [];
  /** Directories that were made now, in the order of their making. */
  readonly #made: ImageEntry[] = [];
  readonly #refusedEntries = new Set<ImageEntry>();
  #target!: Target;
  #entries = 0;
  #bytes = 0;
  #refused = 0;
  readonly #turns: Turns;

  constructor(image: Image, options: ExtractOptions) {
    this.#image = image;
    this.#options = options;
    this.#owner = options.owner ?? isRoot();
    this.#turns = new Turns(
      options.signal,
      `Cannot extract everything to ${options.to}: stopped before the end`,
    );
  }

  /** @param open opens the target folder */
  async run(open: (to: string) => Target): Promise<ExtractResult> {
    const chosen = entriesAt(this.#image, this.#options.paths);
    this.#target = this.#opened(open);
    try {
      const entries = withAllBelow(this.#image, chosen, (directory, error) => {
        this.#refused++;
        this.#notice(directory, error.message, "skipped");
      });
      for (const entry of entries) {
        await this.#turns.next();
        if (this.#isLost(entry)) continue;
        if (entry.kind === "symlink") this.#symlinks.push(entry);
        else await this.#guarded(entry, () => this.#extract(entry));
      }
      for (const entry of this.#symlinks) {
        await this.#turns.next();
        await this.#guarded(entry, () => this.#extractSymlink(entry));
      }
      // From the bottom up: a directory that may not be entered any more is one whose contents are done.
      for (const entry of this.#made.toReversed()) {
        const problem = this.#target.finishDirectory(entry, this.#attributesOf(entry));
        if (problem) this.#tell(entry, problem, "restore all of", "note");
      }
    } finally {
      this.#target.close();
    }
    return { entries: this.#entries, bytes: this.#bytes, refused: this.#refused };
  }

  #opened(open: (to: string) => Target): Target {
    try {
      return open(this.#options.to);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      throw new DiscglowError(`Cannot extract to ${this.#options.to}: ${error.message}`, { cause: error });
    }
  }

  /** Whether the entry is below a directory that was refused; then it counts as refused. */
  #isLost(entry: ImageEntry): boolean {
    if (entry.parent === undefined || !this.#refusedEntries.has(entry.parent)) return false;
    if (entry.kind === "directory") this.#refusedEntries.add(entry);
    this.#refused++;
    return true;
  }

  async #guarded(
    entry: ImageEntry,
    extract: () => string | undefined | Promise<string | undefined>,
  ): Promise<void> {
    try {
      const problem = await extract();
      this.#entries++;
      if (problem) this.#tell(entry, problem, "restore all of", "note");
    } catch (error) {
      this.#forget(entry);
      if (error instanceof TargetError && error.full) {
        throw new DiscglowError(`Cannot extract ${entry.path}: ${error.message}`, {
          cause: error,
          hint: `What was extracted before it is in ${this.#options.to}`,
        });
      }
      const refusable = error instanceof TargetError ||
        (error instanceof DiscglowError && !(error instanceof StoppedError));
      if (!refusable) throw error;
      this.#refused++;
      if (entry.kind === "directory" || entry.kind === "symlink") this.#refusedEntries.add(entry);
      if (error instanceof TargetError) this.#tell(entry, error.message);
      else this.#notice(entry, error.message, "skipped");
    }
  }

  #extract(entry: ImageEntry): string | undefined | Promise<string | undefined> {
    if (entry.kind === "directory") {
      if (this.#target.makeDirectory(entry)) this.#made.push(entry);
      return undefined;
    }
    if (this.#linked(entry)) return undefined;
    return entry.kind === "file"
      ? this.#extractFile(entry)
      : this.#target.makeNode(entry, this.#attributesOf(entry));
  }

  #extractSymlink(entry: ImageEntry): string | undefined {
    if (
      !this.#options.outsideLinks && leadsOut(this.#image, entry, (other) => this.#refusedEntries.has(other))
    ) {
      const target = JSON.stringify(displayAll(entry.target!));
      throw new TargetError(`its target ${target} leads out of the target folder`);
    }
    if (this.#linked(entry)) return undefined;
    return this.#target.makeSymlink(entry, this.#attributesOf(entry));
  }

  /** Makes the entry a further name of a file that was extracted before, if it is one. */
  #linked(entry: ImageEntry): boolean {
    const key = linkKey(entry);
    if (key === undefined) return false;
    const first = this.#firsts.get(key);
    if (first === undefined) {
      this.#firsts.set(key, entry);
      return false;
    }
    if (this.#refusedEntries.has(first)) return false;
    this.#target.link(entry, first);
    return true;
  }

  async #extractFile(entry: ImageEntry): Promise<string | undefined> {
    const chunks = this.#image.read(entry)[Symbol.iterator]();
    // The first chunk comes before the file, so that what cannot be read leaves nothing behind.
    let { done, value: chunk } = chunks.next();
    const file = this.#target.createFile(entry);
    let open = true;
    let position = 0;
    try {
      while (!done) {
        if (entry.size < SPARSE_FROM) {
          file.write(chunk!, position);
        } else {
          for (const [from, to] of dataRuns(chunk!)) file.write(chunk!.subarray(from, to), position + from);
        }
        position += chunk!.length;
        this.#bytes += chunk!.length;
        await this.#turns.next();
        ({ done, value: chunk } = chunks.next());
      }
      open = false;
      return file.finish(position, this.#attributesOf(entry));
    } catch (error) {
      if (open) file.discard();
      throw error;
    } finally {
      chunks.return?.();
    }
  }

  /** The next name of the same file is then extracted by itself. */
  #forget(entry: ImageEntry): void {
    const key = linkKey(entry);
    if (key !== undefined && this.#firsts.get(key) === entry) this.#firsts.delete(key);
  }

  #attributesOf(entry: ImageEntry): Attributes {
    return {
      // Without its owner, a set-user-ID file would work for whoever extracts it.
      mode: entry.posix ? entry.mode & (this.#owner ? 0o7777 : 0o1777) : undefined,
      owner: this.#owner && entry.posix ? { uid: entry.uid, gid: entry.gid } : undefined,
      mtime: entry.mtime,
    };
  }

  #tell(entry: ImageEntry, finding: string, cannot = "extract", kind: "skipped" | "note" = "skipped"): void {
    this.#notice(entry, `Cannot ${cannot} ${entry.path} (block ${entry.block}): ${finding}`, kind);
  }

  #notice(entry: ImageEntry, message: string, kind: "skipped" | "note"): void {
    this.#options.onNotice?.({ kind, path: entry.path, message });
  }
}

function isRoot(): boolean {
  if (Deno.build.os === "windows") return false;
  return (libc()?.geteuid() ?? Deno.uid()) === 0;
}
