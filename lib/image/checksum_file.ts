/**
 * `sha256sums.txt`: its length is known from the names alone, its content when the last file has streamed by.
 *
 * @module
 */

import { ROOT, type SourceTree } from "./source_tree.ts";

/** Name of the file in the root of the image. */
export const CHECKSUM_FILE = "sha256sums.txt";

const HEX_DIGITS = 64;
const BACKSLASH = 92;
const NEWLINE = 10;
const RETURN = 13;

/** The files that get a line, in their order. */
function* summedFiles(tree: SourceTree, checksumFile: number): Generator<number> {
  const waiting = [ROOT];
  for (let next = 0; next < waiting.length; next++) {
    for (const child of tree.children(waiting[next]!)) {
      if (tree.isDirectory(child)) waiting.push(child);
      else if (tree.isFile(child) && child !== checksumFile) yield child;
    }
  }
}

/** Bytes of the whole file. */
export function checksumFileSize(tree: SourceTree, checksumFile: number): number {
  let size = 0;
  for (const file of summedFiles(tree, checksumFile)) size += line(tree, file, undefined).length;
  return size;
}

/** The file's bytes; `sumOf` gives the SHA-256 of the content of an entry. */
export function checksumFileBytes(
  tree: SourceTree,
  checksumFile: number,
  sumOf: (file: number) => Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(tree.size[checksumFile]!);
  let at = 0;
  for (const file of summedFiles(tree, checksumFile)) {
    const text = line(tree, file, sumOf(file));
    bytes.set(text, at);
    at += text.length;
  }
  return bytes;
}

/** One line as `sha256sum` writes it: names with a backslash or a line end are escaped and the line says so. */
function line(tree: SourceTree, file: number, sum: Uint8Array | undefined): Uint8Array {
  const path = tree.path(file).subarray(1);
  const escapes = path.reduce((n, byte) => n + (needsEscape(byte) ? 1 : 0), 0);
  const text = new Uint8Array((escapes > 0 ? 1 : 0) + HEX_DIGITS + 2 + path.length + escapes + 1);
  let at = 0;
  if (escapes > 0) text[at++] = BACKSLASH;
  if (sum !== undefined) { for (const [i, byte] of sum.entries()) putHex(text, at + 2 * i, byte); }
  at += HEX_DIGITS;
  text[at++] = 32;
  text[at++] = 32;
  for (const byte of path) {
    if (needsEscape(byte)) {
      text[at++] = BACKSLASH;
      text[at++] = byte === NEWLINE ? 110 : byte === RETURN ? 114 : BACKSLASH;
    } else {
      text[at++] = byte;
    }
  }
  text[at] = NEWLINE;
  return text;
}

/** What a line of a list says. */
export interface ChecksumLine {
  /** The SHA-256 in lower case. */
  readonly digest: string;
  /** The path from the root, one character a byte. */
  readonly path: string;
}

/** Reads a line as `sha256sum -c` does, one character a byte; `undefined` when it is none. */
export function parseChecksumLine(line: string): ChecksumLine | undefined {
  const parts = /^(\\?)([0-9a-f]{64}) [ *]([^]+)$/i.exec(line);
  if (parts === null) return undefined;
  const [, escaped, digest, name] = parts as unknown as [string, string, string, string];
  const path = escaped === "" ? name : name.replace(
    /\\([\\nr])/g,
    (_, letter: string) => letter === "n" ? "\n" : letter === "r" ? "\r" : "\\",
  );
  return { digest: digest.toLowerCase(), path: path.replace(/^(\.?\/)+/, "") };
}

function needsEscape(byte: number): boolean {
  return byte === BACKSLASH || byte === NEWLINE || byte === RETURN;
}

function putHex(into: Uint8Array, at: number, byte: number): void {
  const digits = "0123456789abcdef";
  into[at] = digits.charCodeAt(byte >> 4);
  into[at + 1] = digits.charCodeAt(byte & 15);
}
