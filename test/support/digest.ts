/**
 * Checksums of contents that cost nothing for holes: SHA-256 over the length and the chunks that are not all
 * zero, each with its place. A sparse file and its full copy have the same.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { createHash, type Hash } from "node:crypto";
import { C, cString } from "../../ffi/libc.ts";
import { bytesOf } from "./bytes.ts";
import { ByteFolder, cName, theLibc, unwrap } from "./byte_folder.ts";

const CHUNK = 1 << 16;
const ZEROS = Buffer.alloc(CHUNK);
const buffer = new Uint8Array(CHUNK);

/** The checksum of the file at a path (a byte string) below a folder. */
export function digestAt(root: string, path: string): string {
  const fd = openBelow(root, path);
  const hash = createHash("sha256");
  const size = unwrap(theLibc().lseek(fd, 0n, 2), "seek in", path);
  hash.update(`${size} `);
  for (let at = nextData(fd, 0); at < size; at = nextData(fd, at + CHUNK)) {
    const got = unwrap(theLibc().pread(fd, buffer, BigInt(CHUNK), BigInt(at)), "read", path);
    add(hash, at, buffer.subarray(0, got));
  }
  theLibc().close(fd);
  return hash.digest("hex");
}

/** The checksum the same contents in memory have. */
export function digestOf(contents: Uint8Array): string {
  const hash = createHash("sha256").update(`${contents.length} `);
  for (let at = 0; at < contents.length; at += CHUNK) add(hash, at, contents.subarray(at, at + CHUNK));
  return hash.digest("hex");
}

function add(hash: Hash, at: number, chunk: Uint8Array): void {
  if (Buffer.compare(chunk, ZEROS.subarray(0, chunk.length)) === 0) return;
  hash.update(`${at} `).update(chunk);
}

/** The first chunk from here on that may hold data. */
function nextData(fd: number, from: number): number {
  const at = Number(theLibc().lseek(fd, BigInt(from), C.SEEK_DATA));
  if (at >= 0) return at - at % CHUNK;
  return theLibc().errno() === C.ENXIO ? Infinity : from;
}

/** Opens a file whose path may be longer than the system takes. */
function openBelow(root: string, path: string): number {
  const flags = C.O_RDONLY | C.O_CLOEXEC;
  if (path.length < 3000) {
    const whole = cString(new Uint8Array([...new TextEncoder().encode(`${root}/`), ...bytesOf(path)]));
    return unwrap(theLibc().open(whole, flags, 0), "open", path);
  }
  const slash = path.indexOf("/");
  using first = ByteFolder.open(root);
  let folder = first.into(path.slice(0, slash));
  let rest = path.slice(slash + 1);
  for (let next = rest.indexOf("/"); next >= 0; next = rest.indexOf("/")) {
    using above = folder;
    folder = above.into(rest.slice(0, next));
    rest = rest.slice(next + 1);
  }
  using last = folder;
  return unwrap(theLibc().openat(last.fd, cName(rest), flags, 0), "open", path);
}
