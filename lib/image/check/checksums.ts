/**
 * `sha256sums.txt` in the root: every line against the data of the file it names.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { decodeCharacters } from "../../iso9660/characters.ts";
import { CHECKSUM_FILE, parseChecksumLine } from "../checksum_file.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import { bytesOf, chunksOf, Digests, type Extent } from "./digests.ts";
import type { Severity } from "./findings.ts";
import { shown, ucs2Text } from "./text.ts";
import type { TreeKind } from "./tree.ts";

/** A line that is longer cannot be one: 255 names of 255 bytes, each escaped. */
const LONGEST_LINE = 1 << 17;

/** The files of a tree by their paths, as far as checksums ask for them. */
export class Checksums {
  /** Whether the names are those that were listed, as in Rock Ridge; other names may have been mapped. */
  exact: boolean = true;
  readonly #kind: TreeKind;
  readonly #parents: number[] = [0];
  readonly #names: string[] = [""];
  readonly #fileNames: string[] = [];
  readonly #fileDirectory = new Column();
  readonly #fileExtent = new Column();
  readonly #extentStart = new Column();
  readonly #extentSize = new Column();
  #list = -1;

  /** Begins with the root of a tree. */
  constructor(kind: TreeKind) {
    this.#kind = kind;
  }

  /** Whether the root holds a list. */
  get found(): boolean {
    return this.#list >= 0;
  }

  /** Adds a directory. */
  addDirectory(index: number, parent: number, name: string): void {
    this.#parents[index] = parent;
    this.#names[index] = this.#text(name);
  }

  /** Puts moved directories where users see them. */
  move(moves: Iterable<[moved: number, seenIn: number, name: string]>): void {
    for (const [moved, seenIn, name] of moves) {
      this.#parents[moved] = seenIn;
      this.#names[moved] = name;
    }
  }

  /** Adds an extent of a file; the first one unless it is a further section. */
  addFile(directory: number, name: string, section: boolean, start: number, size: number): void {
    // The root comes first: without a list in it, nothing needs to be remembered.
    if (directory > 0 && !this.found) return;
    if (!section || this.#fileNames.length === 0) {
      const text = this.#text(name);
      if (directory === 0 && text === CHECKSUM_FILE) this.#list = this.#fileNames.length;
      this.#fileDirectory.push(directory);
      this.#fileExtent.push(this.#extentStart.length);
      this.#fileNames.push(text);
    }
    this.#extentStart.push(start);
    this.#extentSize.push(size);
  }

  /** Compares every line of the list. */
  async check(context: Context): Promise<void> {
    if (!this.found) return;
    const byPath = this.#paths();
    const digests = new Digests(context);
    const listAt = this.#extentStart.at(this.#fileExtent.at(this.#list)) * BLOCK_SIZE;
    for await (const { line, offset } of this.#lines(context)) {
      if (line === "") continue;
      const at = listAt + offset;
      const listed = parseChecksumLine(line);
      if (listed === undefined) {
        tell(context, "warning", "checksum-line", at, `No checksum and path: ${shown(line.slice(0, 100))}`);
        continue;
      }
      const path = shown(listed.path);
      const file = byPath.get(listed.path);
      if (file === undefined) {
        const severity = this.exact ? "error" : "warning";
        tell(context, severity, "checksum-file-missing", at, `No file ${path} is in the image`);
        continue;
      }
      const extents = this.#extentsOf(file);
      const digest = await digests.of(extents);
      if (digest === undefined) {
        const finding = "The files named have more bytes than the image; the rest of them is not read";
        tell(context, "error", "checksum-limit", at, finding);
        return;
      }
      if (digest === listed.digest) continue;
      const place = bytesOf(extents) === 0 ? at : extents[0]!.start * BLOCK_SIZE;
      const finding = `The data of ${path} does not have the checksum listed`;
      tell(context, "error", "checksum-mismatch", place, finding);
    }
  }

  #text(name: string): string {
    if (this.#kind !== "joliet") return name;
    const bytes = new TextEncoder().encode(ucs2Text(name).replace(/;\d+$/, ""));
    return decodeCharacters(bytes);
  }

  #paths(): Map<string, number> {
    const directories: string[] = [""];
    const pathOf = (directory: number): string => {
      const chain: number[] = [];
      // Moved directories may be seen anywhere, so that only the length of the chain shows a cycle.
      while (directories[directory] === undefined && chain.length <= this.#parents.length) {
        chain.push(directory);
        directory = this.#parents[directory] ?? 0;
      }
      let path = directories[directory] ?? "";
      for (const next of chain.reverse()) path = directories[next] = `${path}${this.#names[next] ?? ""}/`;
      return path;
    };
    const paths = new Map<string, number>();
    for (let file = 0; file < this.#fileNames.length; file++) {
      paths.set(pathOf(this.#fileDirectory.at(file)) + this.#fileNames[file]!, file);
    }
    return paths;
  }

  #extentsOf(file: number): Extent[] {
    const isLast = file + 1 === this.#fileExtent.length;
    const end = isLast ? this.#extentStart.length : this.#fileExtent.at(file + 1);
    const extents: Extent[] = [];
    for (let i = this.#fileExtent.at(file); i < end; i++) {
      extents.push({ start: this.#extentStart.at(i), size: this.#extentSize.at(i) });
    }
    return extents;
  }

  async *#lines(context: Context): AsyncGenerator<{ line: string; offset: number }> {
    let rest = "", offset = 0;
    for await (const chunk of chunksOf(context, this.#extentsOf(this.#list), 1 << 16)) {
      const lines = (rest + decodeCharacters(chunk)).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        yield { line, offset };
        offset += line.length + 1;
      }
      if (rest.length > LONGEST_LINE) break;
    }
    yield { line: rest, offset };
  }
}

function tell(context: Context, severity: Severity, id: string, at: number, message: string): void {
  context.findings.add(severity, id, at, CHECKSUM_FILE, "sha256sum", message);
}
