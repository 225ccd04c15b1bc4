/**
 * The host's files on Linux: libc through FFI, one call an entry and names as the bytes they are.
 *
 * @module
 */

import { C, errorWords, type Libc, libc } from "../../ffi/libc.ts";
import { type Facts, HostError, type HostFiles, noFacts, type Visit } from "./host_files.ts";

// Longer paths than this are walked in pieces, as the kernel refuses 4096 bytes and more (PATH_MAX).
const LONGEST_PATH = 4000;
const LISTING_BYTES = 1 << 17;

let only: HostFiles | null | undefined;

/** The Linux implementation, or `null` where libc cannot be used. */
export function linuxFiles(): HostFiles | null {
  if (only === undefined) {
    const library = libc();
    only = library === null ? null : new LinuxFiles(library);
  }
  return only;
}

class LinuxFiles implements HostFiles {
  readonly #libc: Libc;
  readonly #listing = new Uint8Array(LISTING_BYTES);
  readonly #status = new Uint8Array(256);
  readonly #words = new Uint32Array(this.#status.buffer);

  constructor(library: Libc) {
    this.#libc = library;
  }

  stat(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts): void {
    const [directory, rest] = this.#reach(path);
    try {
      if (!this.#fill(directory, rest, follow, facts)) throw this.#failure();
    } finally {
      if (directory >= 0) this.#libc.close(directory);
    }
  }

  list(path: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts, visit: Visit): void {
    const directory = this.#openBase(path, C.O_RDONLY);
    const bytes = this.#listing;
    try {
      for (;;) {
        const got = Number(this.#libc.getdents64(directory, bytes, bytes.length));
        if (got < 0) throw this.#failure();
        if (got === 0) return;
        for (let at = 0; at < got; at += bytes[at + 16]! | (bytes[at + 17]! << 8)) {
          const from = at + 19; // struct linux_dirent64: d_ino 8, d_off 8, d_reclen 2, d_type 1
          let to = from;
          while (bytes[to] !== 0) to++;
          if (bytes[from] === 46 && (to === from + 1 || (to === from + 2 && bytes[from + 1] === 46))) {
            continue;
          }
          const filled = this.#fill(directory, bytes.subarray(from, to + 1), follow, facts);
          visit(bytes, from, to, filled ? undefined : this.#failure());
        }
      }
    } finally {
      this.#libc.close(directory);
    }
  }

  readLink(path: Uint8Array<ArrayBuffer>): Uint8Array {
    const [directory, rest] = this.#reach(path);
    try {
      const target = new Uint8Array(4096);
      const got = Number(this.#libc.readlinkat(directory, rest, target, target.length));
      if (got < 0) throw this.#failure();
      return target.subarray(0, got);
    } finally {
      if (directory >= 0) this.#libc.close(directory);
    }
  }

  readable(path: Uint8Array<ArrayBuffer>): boolean {
    const [directory, rest] = this.#reach(path);
    const granted = this.#libc.faccessat(directory, rest, C.R_OK, C.AT_EACCESS) === 0;
    if (directory >= 0) this.#libc.close(directory);
    return granted;
  }

  openDirectory(path: Uint8Array<ArrayBuffer>): number {
    return this.#openBase(path, C.O_PATH);
  }

  openIn(directory: number, name: Uint8Array, follow: boolean): number {
    const bytes = name as Uint8Array<ArrayBuffer>;
    const flags = C.O_RDONLY | C.O_CLOEXEC | (follow ? 0 : C.O_NOFOLLOW);
    let file = this.#libc.openat(directory, bytes, flags | C.O_NONBLOCK, 0);
    // A regular file on which another program holds a lease is to be waited for; nothing else is.
    if (file < 0 && this.#libc.errno() === C.EAGAIN && this.#isRegular(directory, bytes, follow)) {
      file = this.#libc.openat(directory, bytes, flags, 0);
    }
    if (file < 0) throw this.#failure();
    return file;
  }

  open(path: Uint8Array<ArrayBuffer>, follow: boolean): number {
    const [directory, rest] = this.#reach(path);
    try {
      return this.openIn(directory, rest, follow);
    } finally {
      if (directory >= 0) this.#libc.close(directory);
    }
  }

  read(file: number, into: Uint8Array): number {
    for (;;) {
      const got = Number(this.#libc.read(file, into as Uint8Array<ArrayBuffer>, into.length));
      if (got >= 0) return got;
      if (this.#libc.errno() !== C.EINTR) throw this.#failure();
    }
  }

  seek(file: number, position: number): void {
    if (Number(this.#libc.lseek(file, position, C.SEEK_SET)) < 0) throw this.#failure();
  }

  nextData(file: number, position: number): number {
    const found = Number(this.#libc.lseek(file, position, C.SEEK_DATA));
    if (found >= 0) return found;
    // ENXIO: nothing but a hole up to the end; any other answer: the file system cannot tell, so all is data.
    return this.#libc.errno() === C.ENXIO ? Infinity : position;
  }

  nextHole(file: number, position: number): number {
    const found = Number(this.#libc.lseek(file, position, C.SEEK_HOLE));
    return found >= 0 ? found : Infinity;
  }

  close(handle: number): void {
    this.#libc.close(handle);
  }

  #failure(): HostError {
    const errno = this.#libc.errno();
    return new HostError(errorWords(errno), { gone: errno === C.ENOENT });
  }

  #openBase(path: Uint8Array<ArrayBuffer>, access: number): number {
    const [directory, rest] = this.#reach(path);
    const opened = this.#libc.openat(directory, rest, access | C.O_DIRECTORY | C.O_CLOEXEC, 0);
    const failure = opened < 0 ? this.#failure() : undefined;
    if (directory >= 0) this.#libc.close(directory);
    if (failure !== undefined) throw failure;
    return opened;
  }

  #isRegular(directory: number, name: Uint8Array<ArrayBuffer>, follow: boolean): boolean {
    const facts = noFacts();
    return this.#fill(directory, name, follow, facts) && (facts.mode & C.S_IFMT) === C.S_IFREG;
  }

  #fill(directory: number, name: Uint8Array<ArrayBuffer>, follow: boolean, facts: Facts): boolean {
    const flags = follow ? 0 : C.AT_SYMLINK_NOFOLLOW;
    if (this.#libc.statx(directory, name, flags, C.STATX_BASIC_STATS, this.#status) !== 0) return false;
    const words = this.#words; // struct statx, byte offsets behind each line
    facts.links = words[4]!; // 16
    facts.uid = words[5]!; // 20
    facts.gid = words[6]!; // 24
    facts.mode = words[7]! & 0xffff; // 28
    facts.serial = words[8]!; // 32
    facts.serialHigh = words[9]!; // 36
    facts.size = words[10]! + words[11]! * 4294967296; // 40
    facts.held = (words[12]! + words[13]! * 4294967296) * 512; // 48
    // Hundredths are all that the format holds; more digits could round up to the next second.
    facts.mtime = words[28]! + (words[29]! | 0) * 4294967296 + Math.floor(words[30]! / 1e7) / 100; // 112, 120
    facts.major = words[32]!; // 128
    facts.minor = words[33]!; // 132
    facts.device = words[34]! * 4294967296 + words[35]!; // 136, 140
    return true;
  }

  /** An open directory and the rest of the path, so that no call sees more than PATH_MAX bytes. */
  #reach(path: Uint8Array<ArrayBuffer>): [directory: number, rest: Uint8Array<ArrayBuffer>] {
    let directory: number = C.AT_FDCWD;
    let rest = path;
    while (rest.length > LONGEST_PATH) {
      const cut = rest.lastIndexOf(47, LONGEST_PATH);
      const piece = rest.slice(0, cut + 1);
      piece[cut] = 0;
      const next = this.#libc.openat(directory, piece, C.O_PATH | C.O_DIRECTORY | C.O_CLOEXEC, 0);
      const failure = next < 0 ? this.#failure() : undefined;
      if (directory >= 0) this.#libc.close(directory);
      if (failure !== undefined) throw failure;
      directory = next;
      rest = rest.subarray(cut + 1);
    }
    return [directory, rest];
  }
}
