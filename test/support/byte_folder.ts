/**
 * A folder on this host in which everything is made by its bytes: names that are not UTF-8, paths longer than
 * the system takes in one call, modes, owners, times, links, device nodes.
 *
 * @module
 */

import { C, cString, errorWords, type Libc, libc } from "../../ffi/libc.ts";
import { bytesOf, shown } from "./bytes.ts";

/** Whether this host can make and read names as bytes. */
export function hasByteNames(): boolean {
  return libc() !== null;
}

/** The C library; throws where there is none. */
export function theLibc(): Libc {
  const library = libc();
  if (library === null) throw new Error("Cannot make names as bytes: no C library");
  return library;
}

/** Throws the system's words unless a call went well; returns what it returned. */
export function unwrap(result: number | bigint, action: string, name: string): number {
  if (result >= 0) return Number(result);
  throw new Error(`Cannot ${action} ${shown(name)}: ${errorWords(theLibc().errno())}`);
}

/** A byte string as the C library takes it. */
export function cName(name: string): Uint8Array<ArrayBuffer> {
  return cString(bytesOf(name));
}

/** A folder held open by its descriptor. All names are byte strings. */
export class ByteFolder implements Disposable {
  readonly #libc = theLibc();
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens a folder that is there. */
  static open(path: string): ByteFolder {
    const fd = theLibc().open(cString(path), C.O_RDONLY | C.O_DIRECTORY | C.O_CLOEXEC, 0);
    return new ByteFolder(unwrap(fd, "open", path));
  }

  /** The descriptor, for what has no method here. */
  get fd(): number {
    return this.#fd;
  }

  /** Opens a folder in this one. */
  into(name: string): ByteFolder {
    const flags = C.O_RDONLY | C.O_DIRECTORY | C.O_NOFOLLOW | C.O_CLOEXEC;
    return new ByteFolder(unwrap(this.#libc.openat(this.#fd, cName(name), flags, 0), "open", name));
  }

  /** Makes a folder and opens it. */
  folder(name: string): ByteFolder {
    unwrap(this.#libc.mkdirat(this.#fd, cName(name), 0o755), "make folder", name);
    return this.into(name);
  }

  /** Makes a folder and fills it. */
  within(name: string, fill: (folder: ByteFolder) => void): void {
    using folder = this.folder(name);
    fill(folder);
  }

  /** Makes a file with these contents. */
  file(name: string, contents: string | Uint8Array<ArrayBuffer> = ""): void {
    const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
    this.#making(name, (fd) => {
      if (bytes.length > 0) unwrap(this.#libc.write(fd, bytes, BigInt(bytes.length)), "write", name);
    });
  }

  /** Makes a file of a size that is all hole, but for islands of text at their places. */
  sparse(name: string, size: number, islands: readonly (readonly [at: number, text: string])[]): void {
    this.#making(name, (fd) => {
      unwrap(this.#libc.ftruncate(fd, BigInt(size)), "lengthen", name);
      for (const [at, text] of islands) {
        const bytes = new TextEncoder().encode(text);
        unwrap(this.#libc.pwrite(fd, bytes, BigInt(bytes.length), BigInt(at)), "write", name);
      }
    });
  }

  /** Makes a symbolic link. */
  symlink(name: string, target: string): void {
    unwrap(this.#libc.symlinkat(cName(target), this.#fd, cName(name)), "make symbolic link", name);
  }

  /** Gives something in `from` a further name here. */
  link(name: string, from: ByteFolder, fromName: string): void {
    const result = this.#libc.linkat(from.#fd, cName(fromName), this.#fd, cName(name), 0);
    unwrap(result, "make hard link", name);
  }

  /** Makes a FIFO, socket or device node; `type` is one of `C.S_IF…`. */
  node(name: string, type: number, major = 0, minor = 0): void {
    const device = BigInt(minor & 0xff) | BigInt(major & 0xfff) << 8n | BigInt(minor >>> 8) << 20n;
    unwrap(this.#libc.mknodat(this.#fd, cName(name), type | 0o644, device), "make node", name);
  }

  /** Sets permission bits. */
  mode(name: string, mode: number): void {
    unwrap(this.#libc.fchmodat(this.#fd, cName(name), mode, 0), "set the mode of", name);
  }

  /** Sets owner and group, also of a symbolic link. */
  owner(name: string, uid: number, gid: number): void {
    const result = this.#libc.fchownat(this.#fd, cName(name), uid, gid, C.AT_SYMLINK_NOFOLLOW);
    unwrap(result, "set the owner of", name);
  }

  /** Sets the time of modification, also of a symbolic link; `.` is this folder. */
  time(name: string, seconds: number, nanoseconds = 0): void {
    const [whole, part] = [BigInt(seconds), BigInt(nanoseconds)];
    const times = new Uint8Array(new BigInt64Array([whole, part, whole, part]).buffer);
    const result = this.#libc.utimensat(this.#fd, cName(name), times, C.AT_SYMLINK_NOFOLLOW);
    unwrap(result, "set the time of", name);
  }

  /** Closes the descriptor. */
  [Symbol.dispose](): void {
    this.#libc.close(this.#fd);
  }

  #making(name: string, fill: (fd: number) => void): void {
    const flags = C.O_WRONLY | C.O_CREAT | C.O_EXCL | C.O_CLOEXEC;
    const fd = unwrap(this.#libc.openat(this.#fd, cName(name), flags, 0o644), "make file", name);
    try {
      fill(fd);
    } finally {
      this.#libc.close(fd);
    }
  }
}
