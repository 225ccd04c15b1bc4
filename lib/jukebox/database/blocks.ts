/**
 * A few files in one row: neighbours share their folder, so that a row for each would take half as much room again.
 * A file is known by a number made of that of its block and its place in it.
 *
 * @module
 */

import { fold } from "./fold.ts";
import type { IndexedFile } from "./volumes.ts";

/** Files of a block. */
export const BLOCK_FILES = 8;

/** A block as it is kept. */
export interface Block {
  /** JSON: folder, names in it, next folder, names in it, … */
  readonly paths: string;
  /** JSON: size and time (seconds since 1970, or `null`) of each file, in the same order. */
  readonly facts: string;
}

/** A file of a block. */
export interface BlockPath {
  /** Without the slash behind it. */
  readonly folder: string;
  readonly name: string;
}

/** The number of a file. */
export function numberOfFile(block: number, index: number): number {
  return block * BLOCK_FILES + index;
}

/** Packs files into a block. */
export function packBlock(files: readonly IndexedFile[]): Block {
  const paths: (string | string[])[] = [];
  let last: string | undefined;
  let names: string[] = [];
  for (const { path } of files) {
    const { folder, name } = splitPath(path);
    if (folder !== last) {
      last = folder;
      names = [];
      paths.push(folder, names);
    }
    names.push(name);
  }
  const facts = files.flatMap(({ size, modified }) => [size, secondsOf(modified)]);
  return { paths: JSON.stringify(paths), facts: JSON.stringify(facts) };
}

/** The path of a file as the index has it: folded, and closed so that a short end of a name has three characters. */
export function indexedPath(path: string): string {
  const { folder, name } = splitPath(path);
  return indexedText(fold(folder), fold(name));
}

/** The same of a path that has been folded. */
export function indexedText(folder: string, name: string): string {
  return `${folder}/${name}//`;
}

/** The paths of a block; none where its text is not one of ours. */
export function pathsOf(paths: string): BlockPath[] {
  const all: BlockPath[] = [];
  let folder = "";
  for (const part of listOf(paths)) {
    if (typeof part === "string") folder = part;
    else if (Array.isArray(part)) { for (const name of part) all.push({ folder, name: String(name) }); }
  }
  return all;
}

/** Size of the n-th file of a block. */
export function sizeOf(facts: string, index: number): number | null {
  const size = listOf(facts)[2 * index];
  return typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : null;
}

function splitPath(path: string): BlockPath {
  const cut = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(cut, 0)), name: path.slice(cut + 1) };
}

function listOf(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function secondsOf(modified: string | null): number | null {
  const seconds = modified === null ? NaN : Math.floor(Date.parse(modified) / 1000);
  return Number.isFinite(seconds) ? seconds : null;
}
