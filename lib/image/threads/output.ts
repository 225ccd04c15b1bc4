/**
 * An open descriptor that the image goes to, by blocking calls of libc.
 *
 * @module
 */

import { C, errorWords, type Libc } from "../../../ffi/libc.ts";

/** A call on the output that failed. */
export class OutputError extends Error {
  override name = "OutputError";
  /** `errno` of the call. */
  readonly errno: number;

  /** Made from the error number. */
  constructor(errno: number) {
    super(errorWords(errno));
    this.errno = errno;
  }
}

const PIPE_BYTES = 1 << 20;
const LARGEST_MOVE = 1 << 30;
const POLLOUT = 4;
const POLL_MS = 100;

// File systems that can make two files share blocks, or copy on the server (statfs f_type).
const SHARING = new Set([
  0x9123683e, // btrfs
  0x58465342, // XFS
  0xca451a4e, // bcachefs
  0x7461636f, // OCFS2
  0x2fc12fc1, // ZFS
  0x6969, // NFS
  0xff534d42, // CIFS
  0xfe534d42, // SMB2
]);

/**
 * What can be done with an output beside giving it bytes: a pipe takes pages, in a file holes can be left, and
 * on some file systems blocks can be shared with the source. Anything else only takes bytes.
 */
export type OutputKind = "pipe" | "sharing" | "file" | "other";

/** Tells what an open descriptor is. */
export function outputKind(libc: Libc, descriptor: number): OutputKind {
  const status = new Uint8Array(256);
  const empty = Uint8Array.of(0);
  if (libc.statx(descriptor, empty, C.AT_EMPTY_PATH, C.STATX_BASIC_STATS, status) !== 0) return "other";
  const type = (status[28]! | (status[29]! << 8)) & C.S_IFMT;
  if (type === C.S_IFIFO) return "pipe";
  if (type !== C.S_IFREG) return "other";
  // A hole would show what the file held before, and appending knows no holes.
  const size = Number(new BigUint64Array(status.buffer)[5]);
  const position = Number(libc.lseek(descriptor, 0, C.SEEK_CUR));
  if (size > position || (libc.fcntl(descriptor, C.F_GETFL, 0) & C.O_APPEND) !== 0) return "other";
  const system = new Uint8Array(128);
  if (libc.fstatfs(descriptor, system) !== 0) return "file";
  return SHARING.has(new Uint32Array(system.buffer)[0]!) ? "sharing" : "file";
}

/** Writes to a descriptor, in order. */
export class Output {
  readonly #libc: Libc;
  readonly #descriptor: number;
  readonly #stopped: () => boolean;
  readonly #offset = new BigInt64Array(1);
  readonly #poll = new Int32Array(2); // struct pollfd: fd 4, events 2, revents 2

  /** A pipe is widened, so that both its ends are woken less often. Nothing waits on when `stopped` is true. */
  constructor(libc: Libc, descriptor: number, kind: OutputKind, stopped: () => boolean) {
    this.#libc = libc;
    this.#descriptor = descriptor;
    this.#stopped = stopped;
    this.#poll[0] = descriptor;
    this.#poll[1] = POLLOUT;
    if (kind === "pipe") libc.fcntl(descriptor, C.F_SETPIPE_SZ, PIPE_BYTES);
  }

  /** Writes all of the bytes. */
  write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const part = bytes.subarray(done) as Uint8Array<ArrayBuffer>;
      const wrote = Number(this.#libc.write(this.#descriptor, part, part.length));
      if (wrote >= 0) done += wrote;
      else if (!this.#again(this.#libc.errno())) return;
    }
  }

  /**
   * Lets the kernel move bytes of a file behind what was written.
   *
   * @returns how many bytes it moved; fewer than asked when the file ended, or when the kernel will not do it
   * for these two, which `refused` then tells
   */
  move(
    from: number,
    position: number,
    length: number,
    kind: OutputKind,
  ): { moved: number; refused: boolean } {
    let moved = 0;
    while (moved < length) {
      this.#offset[0] = BigInt(position + moved);
      const part = Math.min(length - moved, LARGEST_MOVE);
      const got = Number(
        kind === "pipe"
          ? this.#libc.splice(
            from,
            this.#offset,
            this.#descriptor,
            null,
            part,
            C.SPLICE_F_MOVE | C.SPLICE_F_MORE,
          )
          : this.#libc.copy_file_range(from, this.#offset, this.#descriptor, null, part, 0),
      );
      if (got > 0) {
        moved += got;
      } else if (got === 0) {
        return { moved, refused: false };
      } else {
        const errno = this.#libc.errno();
        // Whatever else is wrong shows when the bytes are read and written one after the other.
        if (errno !== C.EAGAIN && errno !== C.EINTR) return { moved, refused: true };
        if (!this.#again(errno)) return { moved, refused: false };
      }
    }
    return { moved, refused: false };
  }

  /** Whether a failed call is to be made again: after a signal, and when an output that never blocks has room. */
  #again(errno: number): boolean {
    if (errno === C.EAGAIN) this.#libc.poll(this.#poll as Int32Array<ArrayBuffer>, 1, POLL_MS);
    else if (errno !== C.EINTR) throw new OutputError(errno);
    return !this.#stopped();
  }

  /** Leaves a hole of so many bytes in a file. */
  skip(bytes: number): void {
    if (Number(this.#libc.lseek(this.#descriptor, bytes, C.SEEK_CUR)) < 0) {
      throw new OutputError(this.#libc.errno());
    }
  }
}
