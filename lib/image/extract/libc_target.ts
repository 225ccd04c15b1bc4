/**
 * The target folder through the C library: names are bytes, every step down is one `openat` that refuses
 * symbolic links, so nothing planted in the folder leads out of it, and no path is too long.
 *
 * @module
 */

import { C, cString, errorWords, type Libc, libc } from "../../../ffi/libc.ts";
import type { ImageEntry } from "../reading/entry.ts";
import { madeFolder } from "./folder.ts";
import { type Attributes, type Target, TargetError, type TargetFile } from "./target.ts";

const O_STEP = C.O_PATH | C.O_DIRECTORY | C.O_NOFOLLOW | C.O_CLOEXEC;
const O_NEW = C.O_WRONLY | C.O_CREAT | C.O_EXCL | C.O_NOFOLLOW | C.O_CLOEXEC;
const EDQUOT = 122;
/** Directories held open at a time. */
const MAX_OPEN = 64;
/** `UTIME_OMIT` of `<sys/stat.h>`: leave that time as it is. */
const UTIME_OMIT = 0x3ffffffe;

/** The folder at a path, or `null` where the C library cannot be used. The folder is made when it is missing. */
export function libcTarget(to: string): Target | null {
  const library = libc();
  return library === null ? null : new LibcTarget(library, to);
}

class LibcTarget implements Target {
  readonly made: boolean;
  readonly #libc: Libc;
  readonly #root: number;
  /** Open directories, the one used last at the end. */
  readonly #open = new Map<ImageEntry, number>();

  constructor(library: Libc, to: string) {
    this.#libc = library;
    this.made = madeFolder(to);
    this.#root = library.open(cString(to), C.O_PATH | C.O_DIRECTORY | C.O_CLOEXEC, 0);
    if (this.#root < 0) throw this.#failure();
  }

  makeDirectory(entry: ImageEntry): boolean {
    if (entry.parent === undefined) return this.made;
    const name = cString(entry.name);
    const parent = this.#directory(entry.parent);
    const made = this.#libc.mkdirat(parent, name, entry.posix ? 0o700 : 0o777) === 0;
    if (!made && this.#libc.errno() !== C.EEXIST) throw this.#failure();
    if (!made && !this.#opened(entry, parent)) {
      throw new TargetError("something that is no directory is already there");
    }
    return made;
  }

  createFile(entry: ImageEntry): TargetFile {
    const name = cString(entry.name);
    const parent = this.#directory(entry.parent!);
    const file = this.#libc.openat(parent, name, O_NEW, entry.posix ? 0o600 : 0o666);
    if (file < 0) throw this.#failure();
    const library = this.#libc;
    const remove = () => library.unlinkat(this.#directory(entry.parent!), name, 0);
    return {
      write: (bytes, position) => {
        for (let done = 0; done < bytes.length;) {
          const rest = bytes.subarray(done) as Uint8Array<ArrayBuffer>;
          const got = Number(library.pwrite(file, rest, rest.length, position + done));
          if (got > 0) done += got;
          else if (got === 0 || library.errno() !== C.EINTR) throw this.#failure();
        }
      },
      finish: (size, attributes) => {
        if (library.ftruncate(file, size) !== 0) {
          const failure = this.#failure();
          library.close(file);
          remove();
          throw failure;
        }
        const problem = this.#setByHandle(file, attributes) ??
          this.#setTime(this.#directory(entry.parent!), name, attributes);
        if (library.close(file) === 0) return problem;
        const failure = this.#failure();
        remove();
        throw failure;
      },
      discard: () => {
        library.close(file);
        remove();
      },
    };
  }

  link(entry: ImageEntry, first: ImageEntry): void {
    const from = this.#directory(first.parent!);
    const to = this.#directory(entry.parent!, first.parent);
    if (this.#libc.linkat(from, cString(first.name), to, cString(entry.name), 0) !== 0) throw this.#failure();
  }

  makeSymlink(entry: ImageEntry, attributes: Attributes): string | undefined {
    const parent = this.#directory(entry.parent!);
    const name = cString(entry.name);
    if (this.#libc.symlinkat(cString(entry.target!), parent, name) !== 0) throw this.#failure();
    return this.#setByName(parent, name, { ...attributes, mode: undefined });
  }

  makeNode(entry: ImageEntry, attributes: Attributes): string | undefined {
    const type = TYPES[entry.kind];
    if (type === undefined) throw new TargetError(`a ${entry.kind} is no node`);
    if (entry.device !== undefined && this.#libc.geteuid() !== 0) {
      throw new TargetError("only root can make device nodes");
    }
    const parent = this.#directory(entry.parent!);
    const name = cString(entry.name);
    const device = entry.device === undefined ? 0n : deviceNumber(entry.device.major, entry.device.minor);
    if (this.#libc.mknodat(parent, name, type | 0o600, device) !== 0) throw this.#failure();
    return this.#setByName(parent, name, attributes);
  }

  finishDirectory(entry: ImageEntry, attributes: Attributes): string | undefined {
    try {
      const isRoot = entry.parent === undefined;
      const parent = isRoot ? this.#root : this.#directory(entry.parent);
      const name = isRoot ? HERE : cString(entry.name);
      const flags = C.O_RDONLY | C.O_DIRECTORY | C.O_NOFOLLOW | C.O_CLOEXEC;
      const handle = this.#libc.openat(parent, name, flags, 0);
      if (handle < 0) throw this.#failure();
      const problem = this.#setByHandle(handle, attributes) ?? this.#setTime(parent, name, attributes);
      this.#libc.close(handle);
      return problem;
    } catch (error) {
      if (error instanceof TargetError) return error.message;
      throw error;
    }
  }

  close(): void {
    for (const handle of this.#open.values()) this.#libc.close(handle);
    this.#open.clear();
    this.#libc.close(this.#root);
  }

  #failure(): TargetError {
    const errno = this.#libc.errno();
    const words = errno === C.EEXIST ? "something of that name is already there" : errorWords(errno);
    return new TargetError(words, errno === C.ENOSPC || errno === EDQUOT);
  }

  /** The handle of a directory; it stays open while no more than `MAX_OPEN` others are used, and `keep`'s as well. */
  #directory(entry: ImageEntry, keep?: ImageEntry): number {
    if (entry.parent === undefined) return this.#root;
    const known = this.#open.get(entry);
    if (known !== undefined) {
      this.#open.delete(entry);
      this.#open.set(entry, known);
      return known;
    }
    const steps: ImageEntry[] = [entry];
    let above = entry.parent;
    while (above.parent !== undefined && !this.#open.has(above)) {
      steps.push(above);
      above = above.parent;
    }
    let handle = above.parent === undefined ? this.#root : this.#open.get(above)!;
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      const next = this.#opened(step, handle, keep);
      if (next === undefined) throw this.#failure();
      handle = next;
    }
    return handle;
  }

  #opened(entry: ImageEntry, parent: number, keep?: ImageEntry): number | undefined {
    const known = this.#open.get(entry);
    if (known !== undefined) return known;
    const handle = this.#libc.openat(parent, cString(entry.name), O_STEP, 0);
    if (handle < 0) return undefined;
    for (const [oldest, old] of this.#open) {
      if (this.#open.size < MAX_OPEN) break;
      if (oldest === keep || old === parent) continue;
      this.#libc.close(old);
      this.#open.delete(oldest);
    }
    this.#open.set(entry, handle);
    return handle;
  }

  #setByHandle(handle: number, { mode, owner }: Attributes): string | undefined {
    let problem: string | undefined;
    // Owners first: changing them takes the set-user-ID bits away.
    if (owner && this.#libc.fchownat(handle, EMPTY, owner.uid, owner.gid, C.AT_EMPTY_PATH) !== 0) {
      problem = this.#failure().message;
    }
    if (mode !== undefined && this.#libc.fchmod(handle, mode) !== 0) problem = this.#failure().message;
    return problem;
  }

  #setByName(parent: number, name: Uint8Array<ArrayBuffer>, attributes: Attributes): string | undefined {
    const { mode, owner } = attributes;
    const flags = C.AT_SYMLINK_NOFOLLOW;
    let problem: string | undefined;
    if (owner && this.#libc.fchownat(parent, name, owner.uid, owner.gid, flags) !== 0) {
      problem = this.#failure().message;
    }
    if (mode !== undefined && this.#libc.fchmodat(parent, name, mode, flags) !== 0) {
      problem = this.#failure().message;
    }
    return problem ?? this.#setTime(parent, name, attributes);
  }

  /** By name, as the C library of Linux refuses a handle alone (it has `futimens` for that). */
  #setTime(parent: number, name: Uint8Array<ArrayBuffer>, { mtime }: Attributes): string | undefined {
    if (mtime === undefined) return undefined;
    const done = this.#libc.utimensat(parent, name, timesOf(mtime), C.AT_SYMLINK_NOFOLLOW) === 0;
    return done ? undefined : this.#failure().message;
  }
}

const EMPTY = cString("");
const HERE = cString(".");

const TYPES: Readonly<Record<string, number>> = {
  block: C.S_IFBLK,
  character: C.S_IFCHR,
  fifo: C.S_IFIFO,
  socket: C.S_IFSOCK,
};

/** `makedev` of `<sys/sysmacros.h>`. */
function deviceNumber(major: number, minor: number): bigint {
  const high = BigInt(major);
  const low = BigInt(minor);
  return (high & 0xfffn) << 8n | (high & ~0xfffn) << 32n | low & 0xffn | (low & ~0xffn) << 12n;
}

/** `struct timespec[2]`: the access time stays, the modification time is given. */
function timesOf(mtime: number): Uint8Array<ArrayBuffer> {
  const times = new DataView(new ArrayBuffer(32));
  const seconds = Math.floor(mtime);
  times.setBigInt64(8, BigInt(UTIME_OMIT), true); // [0].tv_nsec
  times.setBigInt64(16, BigInt(seconds), true); // [1].tv_sec
  // Hundredths are the finest that images hold; anything finer is an artefact of the fraction.
  times.setBigInt64(24, BigInt(Math.min(999_999_999, Math.round((mtime - seconds) * 1e6) * 1000)), true); // [1].tv_nsec
  return new Uint8Array(times.buffer);
}
