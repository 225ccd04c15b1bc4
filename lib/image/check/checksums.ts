/**
 * `sha256sums.txt` in the root: every line against the data of the file it names.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { Column } from "./column.ts";
import type { Context } from "./context.ts";
import { byteString, shown } from "./text.ts";
import type { TreeKind } from "./tree.ts";

/** The name of the file. */
const LIST = "sha256sums.txt";
/** Bytes that are read and hashed at once. */
const CHUNK = 1 << 20;
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
      if (directory === 0 && text === LIST) this.#list = this.#fileNames.length;
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
    const { createHash } = await import("node:crypto");
    const byPath = this.#paths();
    const buffer = new Uint8Array(Math.min(CHUNK, context.image.size));
    const digests = new Map<string, string>();
    let budget = 2 * context.image.size;
    const listAt = this.#extentStart.at(this.#fileExtent.at(this.#list)) * BLOCK_SIZE;
    for await (const { line, offset } of this.#lines(context)) {
      const match = /^(\\?)([0-9a-fA-F]{64}) [ *]([^]+)$/.exec(line);
      const fault = (severity: "error" | "warning", id: string, at: number, message: () => string) =>
        context.findings.add(severity, id, at, LIST, "sha256sum", message);
      if (match === null) {
        if (line !== "") {
          fault(
            "warning",
            "checksum-line",
            listAt + offset,
            () => `No checksum and path: ${shown(line.slice(0, 100))}`,
          );
        }
        continue;
      }
      const path = (match[1] ? unescape(match[3]!) : match[3]!).replace(/^(\.?\/)+/, "");
      const file = byPath.get(path);
      if (file === undefined) {
        fault(
          this.exact ? "error" : "warning",
          "checksum-file-missing",
          listAt + offset,
          () => `No file ${shown(path)} is in the image`,
        );
        continue;
      }
      const key = this.#key(file);
      let digest = digests.get(key);
      if (digest === undefined) {
        budget -= this.#size(file);
        if (budget < 0) {
          fault(
            "error",
            "checksum-limit",
            listAt + offset,
            () => "The files named have more bytes than the image; the rest of them is not read",
          );
          return;
        }
        const hash = createHash("sha256");
        await this.#read(context, file, buffer, (bytes) => void hash.update(bytes));
        digest = hash.digest("hex");
        digests.set(key, digest);
      }
      if (digest === match[2]!.toLowerCase()) continue;
      const start = this.#extentStart.at(this.#fileExtent.at(file)) * BLOCK_SIZE;
      const at = this.#size(file) === 0 ? listAt + offset : start;
      fault(
        "error",
        "checksum-mismatch",
        at,
        () => `The data of ${shown(path)} does not have the checksum listed`,
      );
    }
  }

  #text(name: string): string {
    if (this.#kind !== "joliet") return name;
    let text = "";
    for (let i = 0; i + 1 < name.length; i += 2) {
      text += String.fromCharCode(name.charCodeAt(i) << 8 | name.charCodeAt(i + 1));
    }
    const bytes = new TextEncoder().encode(text.replace(/;\d+$/, ""));
    return byteString(bytes, 0, bytes.length);
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

  #extents(file: number): [from: number, to: number] {
    const last = file + 1 < this.#fileExtent.length;
    return [this.#fileExtent.at(file), last ? this.#fileExtent.at(file + 1) : this.#extentStart.length];
  }

  #key(file: number): string {
    const [from, to] = this.#extents(file);
    let key = "";
    for (let i = from; i < to; i++) key += `${this.#extentStart.at(i)}+${this.#extentSize.at(i)} `;
    return key;
  }

  #size(file: number): number {
    const [from, to] = this.#extents(file);
    let size = 0;
    for (let i = from; i < to; i++) size += this.#extentSize.at(i);
    return size;
  }

  async #read(
    context: Context,
    file: number,
    buffer: Uint8Array,
    take: (bytes: Uint8Array) => void,
  ): Promise<void> {
    const [from, to] = this.#extents(file);
    for (let i = from; i < to; i++) {
      let position = this.#extentStart.at(i) * BLOCK_SIZE;
      let left = this.#extentSize.at(i);
      while (left > 0) {
        await context.pause();
        const got = context.image.readAt(position, buffer.subarray(0, Math.min(left, buffer.length)));
        if (got <= 0) return;
        take(buffer.subarray(0, got));
        position += got;
        left -= got;
      }
    }
  }

  async *#lines(context: Context): AsyncGenerator<{ line: string; offset: number }> {
    const [from, to] = this.#extents(this.#list);
    const buffer = new Uint8Array(1 << 16);
    let rest = "", offset = 0;
    for (let i = from; i < to; i++) {
      let position = this.#extentStart.at(i) * BLOCK_SIZE;
      let left = this.#extentSize.at(i);
      while (left > 0) {
        const got = context.image.readAt(position, buffer.subarray(0, Math.min(left, buffer.length)));
        if (got <= 0) return;
        position += got;
        left -= got;
        const lines = (rest + latin1(buffer.subarray(0, got))).split("\n");
        rest = lines.pop()!;
        for (const line of lines) {
          yield { line, offset };
          offset += line.length + 1;
        }
        if (rest.length > LONGEST_LINE) {
          yield { line: rest, offset };
          return;
        }
      }
    }
    yield { line: rest, offset };
  }
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += byteString(bytes, at, Math.min(bytes.length, at + 4096));
  }
  return text;
}

function unescape(path: string): string {
  return path.replace(/\\([\\nr])/g, (_, c: string) => c === "n" ? "\n" : c === "r" ? "\r" : "\\");
}
